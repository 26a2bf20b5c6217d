"""What became of judged rows: identity, baseline, liability, plan, questions. Pure."""
