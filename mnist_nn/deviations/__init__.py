"""Known deviations of libraries from required laws: data, one file per library."""
