"""Act, Rules, controls and calendar as typed, dated data."""
