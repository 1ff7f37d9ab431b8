"""Measurements that anyone can run: `python -m benchmarks.NAME`. Every figure is printed with its signature."""
