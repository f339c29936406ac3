"""单位变动: renamed, merged into another, dissolved. The unit's page, people and past stay readable."""
