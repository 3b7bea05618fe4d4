"""The two cookies, always with the same attributes."""

from werkzeug.wrappers import Response

from board.web.services import services


def set_cookie(response: Response, name: str, text: str, *, max_age_s: int) -> None:
    """Set a cookie that scripts cannot read and other sites cannot send."""
    settings = services().settings
    response.set_cookie(
        name,
        text,
        max_age=max_age_s,
        path=settings.base_path or "/",
        secure=settings.is_secure,
        httponly=True,
        samesite="Lax",
    )


def delete_cookie(response: Response, name: str) -> None:
    """Take a cookie away again."""
    settings = services().settings
    response.delete_cookie(
        name, path=settings.base_path or "/", secure=settings.is_secure, httponly=True, samesite="Lax"
    )
