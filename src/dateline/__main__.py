"""`python -m dateline` is `dateline`."""

from dateline.serve.cli import main

if __name__ == "__main__":
    main()
