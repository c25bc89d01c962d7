"""What users meet: the command line and the pages it prints."""
