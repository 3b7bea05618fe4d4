"""How people take part is said in one place: the attendance of a meeting, where they are in it."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What the list says already stays; else it takes what its person has said on a board of the meeting.
    op.execute(
        """
        UPDATE attendance SET mode = COALESCE((
            SELECT member.mode FROM member
            JOIN meeting_board ON meeting_board.board_id = member.board_id
            WHERE meeting_board.meeting_id = attendance.meeting_id
            AND member.person_id = attendance.person_id AND member.mode <> ''
            ORDER BY member.board_id LIMIT 1
        ), '') WHERE mode = ''
        """
    )
    op.execute(
        """
        UPDATE member SET mode = '' WHERE mode <> '' AND EXISTS (
            SELECT 1 FROM attendance
            JOIN meeting_board ON meeting_board.meeting_id = attendance.meeting_id
            WHERE meeting_board.board_id = member.board_id AND attendance.person_id = member.person_id
        )
        """
    )
