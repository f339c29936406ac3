"""跟进事项: what somebody still has to do, by a day."""
