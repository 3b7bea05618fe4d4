"""Every table of the database. `migrations/` makes them; a test checks that both agree."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ID: Final = String(40)
HASH: Final = String(40)  # see chain.py
TOKEN_HASH: Final = String(64)  # SHA-256 in hexadecimal: the token itself is never stored

# --- people (DATA1, DATA2) ------------------------------------------------------------------------

project = Table(
    "project",
    metadata,
    Column("id", ID, primary_key=True),
    Column("name", Text, nullable=False),
    Column("created_at_ms", BigInteger, nullable=False),
    Column("meetings_planned", Integer, nullable=False, server_default="0"),
    Column("is_aside", Boolean, nullable=False, server_default=false()),  # not among the others
)

# The only table that holds e-mail addresses and password hashes, and but for `attendance` the only one that
# holds names: erasing a person is their row here and those there.
person = Table(
    "person",
    metadata,
    Column("id", ID, primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=True, unique=True),  # lower case
    Column("password_hash", Text, nullable=True),
    Column("locale", String(10), nullable=True),
    Column("is_account", Boolean, nullable=False),
    Column("created_at_ms", BigInteger, nullable=False),
)

project_member = Table(
    "project_member",
    metadata,
    Column("project_id", ID, ForeignKey("project.id"), nullable=False),
    Column("person_id", ID, ForeignKey("person.id"), nullable=False),
    Column("role", String(20), nullable=False),
    PrimaryKeyConstraint("project_id", "person_id"),
    Index(None, "person_id"),
)

auth_session = Table(
    "auth_session",
    metadata,
    Column("token_hash", TOKEN_HASH, primary_key=True),
    Column("person_id", ID, ForeignKey("person.id"), nullable=False, index=True),
    Column("created_at_ms", BigInteger, nullable=False),
    Column("expires_at_ms", BigInteger, nullable=False),
)

setup_link = Table(
    "setup_link",
    metadata,
    Column("token_hash", TOKEN_HASH, primary_key=True),
    Column("created_at_ms", BigInteger, nullable=False),
    Column("expires_at_ms", BigInteger, nullable=False),
    Column("used_at_ms", BigInteger, nullable=True),
)

# A method that somebody of the project made or brought: `content` is its file.
own_method = Table(
    "own_method",
    metadata,
    Column("id", ID, primary_key=True),
    Column("project_id", ID, ForeignKey("project.id"), nullable=False, index=True),
    Column("created_by", ID, ForeignKey("person.id"), nullable=True),
    Column("created_at_ms", BigInteger, nullable=False),
    Column("content", Text, nullable=False),
)

# --- boards ---------------------------------------------------------------------------------------

board = Table(
    "board",
    metadata,
    Column("id", ID, primary_key=True),
    Column("project_id", ID, ForeignKey("project.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("method_id", String(40), nullable=False),
    Column("head", Integer, nullable=False),  # seq of the newest entry; 0 for an empty log
    Column("note_count", Integer, nullable=False),  # notes on the board at its head
    Column("created_by", ID, ForeignKey("person.id"), nullable=True),
    Column("created_at_ms", BigInteger, nullable=False),
    Column("updated_at_ms", BigInteger, nullable=False),
    Column("deleted_at_ms", BigInteger, nullable=True),
    Column("v", Integer, nullable=False),  # version of the records and entries (DATA4)
    # Entries up to this one have lost their payload; a snapshot of it stands in for them.
    Column("compacted_seq", Integer, nullable=False, server_default="0"),
    # Participants add, but do not change what others have made.
    Column("is_add_only", Boolean, nullable=False, server_default=false()),
)

member = Table(
    "member",
    metadata,
    Column("board_id", ID, ForeignKey("board.id"), nullable=False),
    Column("person_id", ID, ForeignKey("person.id"), nullable=False),
    Column("role", String(20), nullable=False),
    # Named by who leads the board: without a device, and so without a session.
    Column("is_helped", Boolean, nullable=False, server_default=false()),
    Column("mode", String(10), nullable=False, server_default=text("''")),  # how they take part; "" not known
    PrimaryKeyConstraint("board_id", "person_id"),
    Index(None, "person_id"),
)

# Everyone who ever changed the board or is named in an imported file, member or not.
author = Table(
    "author",
    metadata,
    Column("board_id", ID, ForeignKey("board.id"), nullable=False),
    Column("person_id", ID, nullable=False),
    PrimaryKeyConstraint("board_id", "person_id"),
)

invite = Table(
    "invite",
    metadata,
    Column("board_id", ID, ForeignKey("board.id"), primary_key=True),
    Column("code", String(12), nullable=False, unique=True),
    Column("is_open", Boolean, nullable=False),
    Column("created_at_ms", BigInteger, nullable=False),
    Column("expires_at_ms", BigInteger, nullable=True),  # null: never
    Column("passphrase_hash", Text, nullable=True),
    Column("has_lobby", Boolean, nullable=False, server_default=false()),  # each is let in by hand
    Column("gives", String(20), nullable=False, server_default="participant"),  # role of who comes in
)

# Who is before the board: waits to be let in, or was sent away and may not come back by the code.
doorway = Table(
    "doorway",
    metadata,
    Column("board_id", ID, ForeignKey("board.id"), nullable=False),
    Column("person_id", ID, ForeignKey("person.id"), nullable=False),
    Column("is_away", Boolean, nullable=False),
    Column("since_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("board_id", "person_id"),
)

# --- meetings -------------------------------------------------------------------------------------

# What is not known yet is "". `methods`: the ids of those that its board is made of, with spaces between.
meeting = Table(
    "meeting",
    metadata,
    Column("id", ID, primary_key=True),
    Column("project_id", ID, ForeignKey("project.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("theme", Text, nullable=False),
    Column("day", String(10), nullable=False),
    Column("starts", String(5), nullable=False),
    Column("ends", String(5), nullable=False),
    Column("place", Text, nullable=False),
    Column("way", String(10), nullable=False),
    Column("methods", Text, nullable=False),
    Column("created_at_ms", BigInteger, nullable=False),
)

# A board is of one meeting at most.
meeting_board = Table(
    "meeting_board",
    metadata,
    Column("board_id", ID, ForeignKey("board.id"), primary_key=True),
    Column("meeting_id", ID, ForeignKey("meeting.id"), nullable=False, index=True),
)

# Who is at a meeting. Names of people stand here when nobody is behind them, or when who leads writes them
# in another way ("": as in `person`); no file of a board and no log has them.
attendance = Table(
    "attendance",
    metadata,
    Column("id", ID, primary_key=True),
    Column("meeting_id", ID, ForeignKey("meeting.id"), nullable=False),
    Column("person_id", ID, nullable=True),
    Column("name", Text, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("sector", String(10), nullable=False),
    Column("mode", String(10), nullable=False),
    Column("may_vote", Boolean, nullable=False),
    Column("is_present", Boolean, nullable=False),
    UniqueConstraint("meeting_id", "person_id"),
)

# --- the log --------------------------------------------------------------------------------------

# `actor` and `person_id` below are person ids without a foreign key: the log keeps what was accepted,
# and must never be what prevents a person from being erased.
entry = Table(
    "entry",
    metadata,
    Column("board_id", ID, ForeignKey("board.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("actor", ID, nullable=False),
    Column("client_id", ID, nullable=True),  # null for a change that no client sent
    Column("n", BigInteger, nullable=True),
    Column("v", Integer, nullable=False),
    Column("undoes", Integer, nullable=True),  # seq of the entry that this one takes back
    Column("restores", Integer, nullable=True),  # seq of the moment that this one brings back
    Column("ops", Text, nullable=True),  # JSON: the effective change; null once it is compacted
    Column("inverse", Text, nullable=True),  # JSON: what would take it back; null like `ops`
    Column("payload_hash", HASH, nullable=False),  # of `ops` and `inverse`: stays when they go
    Column("hash", HASH, nullable=False),  # of this row and of the one before
    PrimaryKeyConstraint("board_id", "seq"),
    UniqueConstraint("board_id", "client_id", "n"),
)

refusal = Table(
    "refusal",
    metadata,
    Column("board_id", ID, ForeignKey("board.id"), nullable=False),
    Column("client_id", ID, nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("code", String(40), nullable=False),
    Column("data", Text, nullable=False),  # JSON object
    PrimaryKeyConstraint("board_id", "client_id", "n"),
)

client_cursor = Table(
    "client_cursor",
    metadata,
    Column("board_id", ID, ForeignKey("board.id"), nullable=False),
    Column("client_id", ID, nullable=False),
    Column("person_id", ID, nullable=False),
    Column("last_n", BigInteger, nullable=False),
    PrimaryKeyConstraint("board_id", "client_id"),
)

# --- private writing (VIS3) -----------------------------------------------------------------------

# What nobody but `person_id` may know of. No board file, snapshot or check of the log looks here.
draft = Table(
    "draft",
    metadata,
    Column("board_id", ID, ForeignKey("board.id"), nullable=False),
    Column("person_id", ID, nullable=False),
    Column("item_id", ID, nullable=False),
    Column("round", Integer, nullable=False),  # how many reveals came before it
    Column("record", Text, nullable=False),  # JSON: the note as its owner sent it
    Column("is_anonymous", Boolean, nullable=False),
    Column("is_late", Boolean, nullable=False, server_default=false()),  # no reveal takes it (VIS5)
    Column("state", String(20), nullable=False, server_default=text("''")),  # "", waiting or declined (MOD1)
    Column("why", Text, nullable=False, server_default=text("''")),  # it was declined
    Column("updated_at_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("board_id", "person_id", "item_id"),
)

draft_cursor = Table(
    "draft_cursor",
    metadata,
    Column("board_id", ID, ForeignKey("board.id"), nullable=False),
    Column("client_id", ID, nullable=False),
    Column("person_id", ID, nullable=False),
    Column("last_n", BigInteger, nullable=False),
    PrimaryKeyConstraint("board_id", "client_id"),
)

# --- moderation (HIDE1) ---------------------------------------------------------------------------

# What was taken off a board, why, and the way back. No board file has it.
hidden = Table(
    "hidden",
    metadata,
    Column("board_id", ID, ForeignKey("board.id"), nullable=False),
    Column("id", ID, nullable=False),
    Column("item_id", ID, nullable=False),
    Column("author", ID, nullable=False),
    Column("why", Text, nullable=False),
    Column("by", ID, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("ops", Text, nullable=False),  # JSON: what hiding did
    Column("inverse", Text, nullable=False),  # JSON: what takes it back
    Column("back_by", ID, nullable=True),
    Column("back_at_ms", BigInteger, nullable=True),
    Column("is_read", Boolean, nullable=False),  # who wrote it need not be told any more
    PrimaryKeyConstraint("board_id", "id"),
)

# --- items and pictures ---------------------------------------------------------------------------

# Ids that the board ever used: they are never used again (DATA3).
item_id = Table(
    "item_id",
    metadata,
    Column("board_id", ID, ForeignKey("board.id"), nullable=False),
    Column("item_id", ID, nullable=False),
    PrimaryKeyConstraint("board_id", "item_id"),
)

snapshot = Table(
    "snapshot",
    metadata,
    Column("id", ID, primary_key=True),
    Column("board_id", ID, ForeignKey("board.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("name", Text, nullable=True),  # null: written by the store itself, to load boards quickly
    Column("created_by", ID, nullable=True),
    Column("created_at_ms", BigInteger, nullable=False),
    Column("scene", Text, nullable=False),  # JSON array of records
    Column("hash", HASH, nullable=False),  # of this row
    Index(None, "board_id", "seq"),
)

# The pictures of items. `id` is the hash of `content`, so that nothing can be put in its place.
asset = Table(
    "asset",
    metadata,
    Column("board_id", ID, ForeignKey("board.id"), nullable=False),
    Column("id", ID, nullable=False),
    Column("mimetype", String(40), nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("size", Integer, nullable=False),  # bytes of the content
    Column("content", LargeBinary, nullable=False),
    Column("created_at_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("board_id", "id"),
)

# --- votes (VOTE1) --------------------------------------------------------------------------------

# While a vote is open it has a key; the transaction that closes it deletes the key and the ballots, and
# leaves totals, which go when they are revealed. Neither has a time or an order: ballots lie in the order
# of `voter`, which only the key leads to, and are of one length.
vote_key = Table(
    "vote_key",
    metadata,
    Column("board_id", ID, ForeignKey("board.id"), nullable=False),
    Column("vote_id", ID, nullable=False),
    Column("key", LargeBinary, nullable=False),
    PrimaryKeyConstraint("board_id", "vote_id"),
    sqlite_with_rowid=False,
)

ballot = Table(
    "ballot",
    metadata,
    Column("board_id", ID, ForeignKey("board.id"), nullable=False),
    Column("vote_id", ID, nullable=False),
    Column("voter", LargeBinary, nullable=False),  # HMAC of who it is of, by the key of the vote
    Column("content", LargeBinary, nullable=False),  # see core/voting.py
    PrimaryKeyConstraint("board_id", "vote_id", "voter"),
    sqlite_with_rowid=False,
)

vote_totals = Table(
    "vote_totals",
    metadata,
    Column("board_id", ID, ForeignKey("board.id"), nullable=False),
    Column("vote_id", ID, nullable=False),
    Column("totals", Text, nullable=False),  # JSON object
    PrimaryKeyConstraint("board_id", "vote_id"),
)
