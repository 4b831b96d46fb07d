"""Judging: declarative rules applied to the meanings of all plans, through a closed set of joins and relations."""
