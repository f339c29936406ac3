"""记好帐: what other units and people did well for us, by month, to be thanked for and reported."""
