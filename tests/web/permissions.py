"""Who may use what, written out: every route and every event, for each kind of person (PERM2).

Nothing here is computed from the table that the server reads; a test compares both with what happens.
"""

from typing import Final

# The first ten are those that every row is about; "account" made no board here but leads the project,
# "closed" is a participant of a board whose door is closed, "gone" a facilitator of a deleted board.
WHO: Final = (
    "nobody",
    "stranger",
    "waiting",
    "removed",
    "gone",
    "viewer",
    "observer",
    "participant",
    "closed",
    "staff",
    "co-facilitator",
    "facilitator",
    "account",
)

ANYBODY: Final = frozenset(WHO)
KNOWN: Final = ANYBODY - {"nobody"}
ACCOUNT: Final = frozenset({"account"})
LEADERS: Final = frozenset({"facilitator", "account"})
LEADING: Final = LEADERS | {"co-facilitator"}
READING: Final = LEADING | {"staff"}
WRITING: Final = LEADING | {"participant", "closed"}
LOOKING: Final = WRITING | {"viewer", "observer", "staff"}
AT_DOOR: Final = LOOKING | {"waiting"}

_ROUTES: Final = (
    (
        ANYBODY,
        """assets.static_file pages.home pages.about pages.choose_locale pages.join_form
        pages.join_code_form pages.join_board pages.sign_in_form pages.sign_in_post pages.sign_out_post
        pages.setup_form pages.setup_post health.live health.ready metrics.show api.join_board
        api.sign_in_account api.sign_out api.me api.choose_locale""",
    ),
    (
        ACCOUNT,
        """pages.account_form pages.account_post board_pages.new_form board_pages.new_post
        board_pages.open_demo board_pages.import_form board_pages.import_post api.set_account
        api.list_methods api.list_boards api.create_board api.import_file method_pages.show
        method_pages.picture method_pages.take_home method_pages.import_form method_pages.import_post
        method_pages.delete_form method_pages.delete_post project_pages.list_all
        project_pages.create project_pages.show project_pages.change_form project_pages.change_post
        project_pages.put_aside project_pages.change_leads project_pages.make_account meeting_pages.project
        meeting_pages.make_path meeting_pages.new_form meeting_pages.new_post meeting_pages.show
        meeting_pages.change_form meeting_pages.change_post meeting_pages.delete_form
        meeting_pages.delete_post meeting_pages.boards_post attendance_pages.save attendance_pages.add
        attendance_pages.carry_over attendance_pages.download people_api.list_all
        people_api.change""",
    ),
    (AT_DOOR, "board_pages.show_board board_pages.wait_page door_api.show"),
    (
        LOOKING,
        "board_api.show board_api.snapshot board_api.entries asset_api.show moderation_api.read_reasons",
    ),
    (WRITING, "asset_api.add"),
    (
        READING,
        """board_pages.take_home downloads.export document_api.start document_api.show
        document_api.remove document_api.download history_api.list_changes history_api.show_moment""",
    ),
    (
        LEADING,
        """board_pages.invite_page board_pages.invite_post board_pages.projector board_pages.rename_form
        board_pages.rename_post board_api.change board_api.show_invite board_api.change_invite
        board_api.set_role board_api.show_shares door_api.decide door_api.add_helped
        document_api.start_cards door_api.remove attendance_api.show
        downloads.list_snapshots
        downloads.save_snapshot downloads.download_snapshot history_api.restore
        repair_api.repair_board moderation_api.list_hidden moderation_api.hide_items
        moderation_api.put_items_back inbox_api.list_waiting inbox_api.accept_notes
        inbox_api.decline_notes commitments_api.list_open""",
    ),
    (LEADERS, "board_pages.delete_form board_pages.delete_post board_api.delete"),
    # Makes a board or a method, or takes one elsewhere, so leading this one is not enough.
    (
        ACCOUNT,
        "history_api.copy method_pages.save_form method_pages.save_post moving_pages.show moving_pages.move",
    ),
)

ROUTES: Final = {endpoint: who for who, names in _ROUTES for endpoint in names.split()}

# What a page may send over its socket. "op" stands for a note; frames are for who leads.
EVENTS: Final = {
    "hello": LOOKING,
    "sync": LOOKING,
    "presence": LOOKING,
    "move": LOOKING,
    "diverged": LOOKING,
    "op": WRITING,
    "workshop": LEADING,
    "tables": LEADING,
    "draft": WRITING,
    "vote": LEADING,
    "ballot": WRITING,
    "hand": WRITING,
    "ready": WRITING,
    "mode": WRITING,
}
