"""The rules of money written a second time, array by array: what the library's one declaration is held against."""
