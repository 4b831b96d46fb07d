"""Benchmarks: national corpora, what planlint finds in them, and how long it takes."""
