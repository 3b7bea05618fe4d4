"""The database: people, boards, the log, snapshots, board files."""
