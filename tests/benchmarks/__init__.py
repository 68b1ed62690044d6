"""How fast the oracle and the laws are: pytest --no-cov tests/benchmarks/bench_*.py."""
