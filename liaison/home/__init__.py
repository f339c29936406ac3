"""What the first page shows beside the review: festivals ahead, follow-ups, birthdays."""
