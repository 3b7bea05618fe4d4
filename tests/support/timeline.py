"""A record made inside a page, in one order: what the save state said, what was sent, what was answered.

It listens beside the page's own code: the messages are those on the wire, the words those on the screen.
"""

from typing import Any

from playwright.sync_api import BrowserContext, Page

# Socket.IO on a websocket: 42N["op",{...}] is an event that wants answer N, 43N[{...}] is that answer.
_RECORD = """() => {
  const record = (window.testRecord = []);
  const Plain = window.WebSocket;
  let connections = 0;
  window.WebSocket = class extends Plain {
    constructor(...of) {
      super(...of);
      const connection = ++connections;
      this.addEventListener("message", ({ data }) => {
        const answer = /^43(\\d+)\\[(.*)\\]$/s.exec(String(data));
        if (answer) {
          const { ok, seq, code, entries = [] } = JSON.parse(answer[2]);
          record.push({ what: "answer", to: `${connection}/${answer[1]}`, ok, seq, code });
          for (const entry of entries) {
            if (entry.op_id) record.push({ what: "own entry", op: entry.op_id.join("/") });
          }
        }
      });
      const send = this.send;
      this.send = (data) => {
        const op = /^42(\\d+)\\["op",(.*)\\]$/s.exec(String(data));
        if (op) record.push({ what: "op", to: `${connection}/${op[1]}`, op: JSON.parse(op[2]).id.join("/") });
        return send.call(this, data);
      };
    }
  };
  new MutationObserver(() => {
    const words = document.querySelector(".save-words")?.textContent;
    if (words && words !== record.findLast(({ what }) => what === "label")?.words) {
      record.push({ what: "label", words });
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
}"""


def keep_timeline(context: BrowserContext) -> None:
    """From the next page on, keep a record."""
    context.add_init_script(f"({_RECORD})()")


def timeline(page: Page) -> list[dict[str, Any]]:
    """The record so far, oldest first."""
    return list(page.evaluate("window.testRecord"))


def labels(record: list[dict[str, Any]]) -> list[str]:
    return [event["words"] for event in record if event["what"] == "label"]


def check_saved_was_true(record: list[dict[str, Any]], saved: str) -> None:
    """Whenever the words became `saved`, every op sent until then had been answered (ACK2)."""
    open_ops: dict[str, str] = {}  # answer number -> op id
    for event in record:
        if event["what"] == "op":
            open_ops[event["to"]] = event["op"]
        elif event["what"] == "answer" and event["to"] in open_ops:
            done = open_ops.pop(event["to"])
            open_ops = {to: op for to, op in open_ops.items() if op != done}
        elif event["what"] == "own entry":
            open_ops = {to: op for to, op in open_ops.items() if op != event["op"]}
        elif event["what"] == "label" and event["words"] == saved:
            assert not open_ops, f"{saved} was shown while {sorted(open_ops.values())} had no answer"
