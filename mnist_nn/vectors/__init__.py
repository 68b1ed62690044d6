"""Test vectors: inputs with true answers, in files that any language reads."""
