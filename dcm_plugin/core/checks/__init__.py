"""What all checks share: catalogue, rules, findings, the run, parts of a report."""
