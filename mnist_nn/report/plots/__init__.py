"""Plots of a survey, as SVG to stand in a page."""
