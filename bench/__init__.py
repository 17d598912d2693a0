"""Measurements: ./run bench. Ratios in one run, since machines differ; figures go to docs/benchmarks.md and var/bench.json."""
