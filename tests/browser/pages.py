#!/usr/bin/env python3
"""Opens pages in headless Chromium, at the width of a telephone and of a desk, light, dark and on paper.

No error on the console, no horizontal scroll, one drawing of every figure, the one that suits the width, a text
alternative for it, headings in order, unique names, and, where axe-core is given, no violation of its rules. Needs only Python's standard library.

    pages.py CHROMIUM AXE_OR_EMPTY PAGE.html ...
"""

import base64
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

LOOKS = [(360, "light", "screen"), (1280, "light", "screen"), (1280, "dark", "screen"), (680, "light", "print")]

# Its rules take most of the time; colours are the only thing that they see differently in the dark.
AXE_LOOKS = LOOKS[0:3:2]

CHECK = """(() => {
  const wrong = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > root.clientWidth + 1 && !e.closest('.wide'));
    wrong.push(`scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}; ${wide.slice(0, 3).map(e => e.outerHTML.slice(0, 90))}`);
  }
  for (const figure of document.querySelectorAll('svg, img')) {
    const names = (figure.getAttribute('aria-labelledby') || '').split(' ').map(id => document.getElementById(id));
    const text = figure.alt || names.map(e => e ? e.textContent : '').join('').trim();
    if (!text) wrong.push('a figure without text: ' + figure.outerHTML.slice(0, 90));
  }
  const telephone = innerWidth < 640 && !matchMedia('print').matches;
  for (const figure of document.querySelectorAll('figure')) {
    const drawings = [...figure.querySelectorAll('svg')];
    const shown = drawings.filter(svg => svg.getBoundingClientRect().width > 0);
    const narrow = shown.filter(svg => svg.closest('.phone')).length;
    if (drawings.length !== 2 || shown.length !== 1 || narrow !== Number(telephone)) wrong.push(`${figure.id}: ${shown.length} of ${drawings.length} drawings shown, ${narrow} narrow`);
    for (const svg of shown) {
      const box = svg.parentElement;
      if (box.scrollWidth > box.clientWidth + 1) wrong.push(`${figure.id} scrolls sideways`);
    }
  }
  let level = 0;
  for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const here = Number(heading.tagName[1]);
    if (here > level + 1) wrong.push(`h${here} after h${level}: ${heading.textContent}`);
    level = here;
  }
  if (document.querySelectorAll('h1').length !== 1) wrong.push('not one h1');
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  const twice = ids.filter((id, place) => ids.indexOf(id) !== place);
  if (twice.length) wrong.push('names given twice: ' + twice.slice(0, 5));
  if (!root.lang || !document.title) wrong.push('no language or no title');
  return wrong;
})()"""

AXE = """axe.run(document, DARK ? {runOnly: ['color-contrast']} : {resultTypes: ['violations']}).then(found =>
  found.violations.map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)).join(' | ')} (${v.nodes.length})`))"""


class Browser:
    """Chromium, spoken to over a pipe."""

    def __init__(self, program, folder):
        to_read, self.write = os.pipe()
        self.read, to_write = os.pipe()

        def descriptors():
            # Chromium reads commands from 3 and writes answers to 4.
            first, second = os.dup(to_read), os.dup(to_write)
            os.dup2(first, 3)
            os.dup2(second, 4)

        words = [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                 "--hide-scrollbars", f"--user-data-dir={folder}", "--remote-debugging-pipe", "about:blank"]
        self.process = subprocess.Popen(words, preexec_fn=descriptors, close_fds=False,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(to_write)
        self.number, self.buffer, self.errors, self.events, self.session = 0, b"", [], set(), None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Log"]:
            self.call(f"{domain}.enable")

    def message(self):
        while b"\0" not in self.buffer:
            piece = os.read(self.read, 1 << 16)
            if not piece:
                raise RuntimeError("the browser has gone")
            self.buffer += piece
        text, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(text)

    def note(self, message):
        method, about = message.get("method"), message.get("params", {})
        self.events.add(method)
        if method == "Runtime.exceptionThrown":
            self.errors.append(about["exceptionDetails"]["text"])
        elif method == "Log.entryAdded" and about["entry"]["level"] == "error":
            self.errors.append(about["entry"]["text"])
        elif method == "Runtime.consoleAPICalled" and about["type"] in ("error", "assert"):
            self.errors.append(json.dumps(about["args"])[:200])

    def call(self, method, **arguments):
        self.number += 1
        order = {"id": self.number, "method": method, "params": arguments}
        if self.session:
            order["sessionId"] = self.session
        os.write(self.write, json.dumps(order).encode() + b"\0")
        while True:
            message = self.message()
            if message.get("id") == self.number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
            self.note(message)

    def evaluate(self, text):
        found = self.call("Runtime.evaluate", expression=text, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in found:
            raise RuntimeError(json.dumps(found["exceptionDetails"])[:400])
        return found["result"].get("value")

    def open(self, page, width, colors, medium):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1,
                  mobile=width < 500)
        self.call("Emulation.setEmulatedMedia", media=medium,
                  features=[{"name": "prefers-color-scheme", "value": colors}])
        self.events.clear()
        self.call("Page.navigate", url=page.resolve().as_uri())
        while "Page.loadEventFired" not in self.events:
            self.note(self.message())
        self.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")


def problems(browser, axe, page, look):
    """What is wrong with a page at one look."""
    browser.errors.clear()
    browser.open(page, *look)
    wrong = browser.evaluate(CHECK)
    if axe and look in AXE_LOOKS:
        browser.evaluate(axe)
        wrong += browser.evaluate(AXE.replace("DARK", "true" if look[1] == "dark" else "false"))
    if look[2] == "print":
        paper = base64.b64decode(browser.call("Page.printToPDF", printBackground=False)["data"])
        if paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") == 0 and b"/Type /Pages" not in paper:
            wrong.append("nothing is printed")
    keep = os.environ.get("KEEP_SHOTS")
    if keep:
        shot = browser.call("Page.captureScreenshot", captureBeyondViewport=True)["data"]
        name = f"{page.parent.name}_{page.stem}_{'_'.join(map(str, look))}.png"
        Path(keep, name).write_bytes(base64.b64decode(shot))
    return wrong + browser.errors


def main():
    program, axe_file, *pages = sys.argv[1:]
    axe = Path(axe_file).read_text(encoding="utf-8") if axe_file else ""
    failed = 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Browser(program, folder)
        try:
            for page in map(Path, pages):
                for look in LOOKS:
                    found = problems(browser, axe, page, look)
                    failed += bool(found)
                    for line in found:
                        print(f"{page.parent.name}/{page.name}, {look[0]} wide, {look[1]}, {look[2]}: {line}")
        finally:
            browser.process.terminate()
            browser.process.wait(timeout=20)
    total = len(pages) * len(LOOKS)
    print(f"{total - failed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
