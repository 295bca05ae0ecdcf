"""The version of the package, in a place that every floor may read."""

VERSION = "0.1.0"
