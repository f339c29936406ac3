"""附件: papers that belong to a matter, kept beside the database and handed out only to who may see the matter."""
