"""What words mean, as reviewed data files and the code that reads them."""
