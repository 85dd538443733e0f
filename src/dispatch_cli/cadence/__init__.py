"""The arithmetic of days: how a cadence and an anchor give due dates."""
