"""What is asked of plan and log beside the due dates: how they came about, what happened, what was kept and missed."""
