"""Laws of hazards, a module each: parameters from the declaration, hazard, integrated hazard and its inverse.

One source for the life courses, the forward equations and the calibration. A new law is a module here, its number and
branches in `registry`, its declaration (`scenario.declare.clocks`), tests and a paragraph of docs/explanation/model.md.
"""
