"""问候: rounds of greetings from draft to review, wordings, greetings received, mail on its way."""
