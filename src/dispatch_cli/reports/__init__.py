"""What is asked of plan and record beyond when an item is due."""
