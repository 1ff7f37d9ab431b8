"""`python -m shuyu`."""

from shuyu.cli.app import main

if __name__ == "__main__":
    main()
