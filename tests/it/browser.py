"""Drives Chromium through the report's page. Called by browser.rs: browser.py CHROMIUM FOLDER.

Speaks the DevTools protocol over a pipe (file descriptors 3 and 4 of the browser), so it needs nothing but Python.
"""

import base64
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

chromium, folder = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()


class Browser:
    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="rawi-browser-")
        to_read, self.to = os.pipe()
        self.back, back_write = os.pipe()

        def pipes():
            # 3 and 4 are what the browser expects; the copies keep their place whatever the numbers were.
            one, two = os.dup(to_read), os.dup(back_write)
            os.dup2(one, 3)
            os.dup2(two, 4)

        self.process = subprocess.Popen(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
             "--remote-debugging-pipe", f"--user-data-dir={self.profile}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, close_fds=False, preexec_fn=pipes)
        os.close(to_read)
        os.close(back_write)
        self.number, self.held, self.session, self.events = 0, b"", None, []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Network", "Log"]:
            self.call(f"{domain}.enable")

    def receive(self):
        while b"\0" not in self.held:
            more = os.read(self.back, 1 << 16)
            assert more, "the browser has gone"
            self.held += more
        message, self.held = self.held.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                assert "error" not in answer, (method, answer["error"])
                return answer["result"]
            self.events.append(answer)

    def open(self, page, fragment="", waits=True):
        self.events.clear()
        # Another document each time: going to a fragment of the same one would load nothing.
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=(folder / page).as_uri() + fragment)
        for _ in range(200):
            time.sleep(0.05)
            state = self.call("Runtime.evaluate", expression="document.readyState + ' ' + location.protocol", returnByValue=True)
            if state["result"].get("value") == "complete file:":
                break
        else:
            raise AssertionError(f"{page} does not load")
        self.settle()
        if waits:
            # The insides of entries become part of the page when there is time.
            for _ in range(200):
                if self.js("document.querySelectorAll('noscript').length") == 0:
                    break
                time.sleep(0.05)
            else:
                raise AssertionError(f"the entries of {page} stay empty")

    def js(self, code):
        answer = self.call("Runtime.evaluate", expression=code, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, (code, answer)
        return answer["result"].get("value")

    def settle(self):
        """Long enough for what is typed to be looked for."""
        time.sleep(0.3)
        self.js("0")

    def type(self, field, words):
        self.js(f"""(() => {{ const f = document.getElementById({json.dumps(field)}); f.value = {json.dumps(words)};
            f.dispatchEvent(new Event('input', {{ bubbles: true }})); }})()""")
        self.settle()

    def shot(self, name, width, dark):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 500)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=False)["data"]
        (folder / name).write_bytes(base64.b64decode(data))

    def close(self):
        try:
            self.call("Browser.close")
        except (AssertionError, OSError):
            pass
        self.process.wait(20)
        shutil.rmtree(self.profile, ignore_errors=True)


def shown(section):
    return browser.js(f"[...document.querySelectorAll('#{section} .item')].filter((item) => !item.hidden).length")


def requests():
    """Everything the page asked for, but itself, and the browser's own pictures of a calendar."""
    urls = [event["params"]["request"]["url"] for event in browser.events if event.get("method") == "Network.requestWillBeSent"]
    return [url for url in urls if not url.startswith(("file:", "data:image/svg+xml;base64,")) and url != "about:blank"]


def faults():
    return [event for event in browser.events if event.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded")]


# How many kinds of text were measured, and those that are too faint: the colour, what is behind it, the ratio, whose.
CONTRAST = """(() => {
  const parse = (c) => { const n = c.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const behind = (e) => { const layers = [];
    for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); layers.push(c); if (c[3] === 1) break; }
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]); };
  const light = (c) => { const [r, g, b] = c.map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const seen = new Map(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let checked = 0;
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || e.closest('script, style, datalist, title') || !e.getClientRects().length) continue;
    const style = getComputedStyle(e), back = behind(e), drawn = e.namespaceURI.endsWith('svg');
    const ink = over(parse(drawn ? style.fill : style.color), back);
    const [high, low] = [light(ink), light(back)].sort((x, y) => y - x), ratio = (high + 0.05) / (low + 0.05);
    checked += 1;
    if (ratio < 4.5) seen.set([style.color, back, e.className.baseVal ?? e.className].join(), ratio.toFixed(2) + ' ' + e.tagName);
  }
  for (const e of document.querySelectorAll('input, select, button')) {
    if (!e.getClientRects().length) continue;
    const style = getComputedStyle(e), back = behind(e), ink = parse(style.color);
    const [high, low] = [light(ink), light(back)].sort((x, y) => y - x), ratio = (high + 0.05) / (low + 0.05);
    checked += 1;
    if (ratio < 4.5) seen.set(e.id, ratio.toFixed(2));
  }
  return [checked, [...seen]];
})()"""

browser = Browser()
try:
    # The page as it is.
    browser.open("report.html")
    assert requests() == [] and faults() == [], (requests(), faults())
    outlets = browser.js("document.querySelectorAll('.matrix tbody tr').length")
    assert outlets == browser.js("document.querySelectorAll('.matrix thead th').length") - 3 > 2
    assert browser.js("document.querySelectorAll('svg.network .node').length") > 2
    assert browser.js("document.querySelectorAll('.timeline .row').length") == min(30, shown("families"))
    assert browser.js("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out of the page"
    every = {section: shown(section) for section in ["families", "speakers", "statements"]}
    assert all(every.values()), every

    # Every link inside leads somewhere.
    lost = browser.js("[...document.querySelectorAll('a[href^=\"#\"]')].filter((a) => !document.getElementById(decodeURIComponent(a.getAttribute('href').slice(1)))).map((a) => a.getAttribute('href'))")
    assert lost == [], lost[:5]

    # Search, in both scripts; Arabic without its vowel signs, as it is folded.
    browser.type("f-words", "لافروف")
    assert 0 < shown("speakers") < every["speakers"]
    assert browser.js("document.querySelector('#speakers .matching').textContent").strip()
    browser.type("f-words", "LAVROV")
    assert 0 < shown("speakers") < every["speakers"]
    browser.type("f-words", "no such words anywhere")
    assert shown("speakers") == shown("families") == shown("statements") == 0
    browser.js("document.getElementById('f-clear').click()")
    assert {section: shown(section) for section in every} == every

    # Filters.
    for field in ["f-outlet", "f-lang", "f-kind"]:
        choice = browser.js(f"[...document.getElementById('{field}').options].map((o) => o.value).find((v) => v)")
        browser.type(field, choice)
        assert 0 < shown("speakers") < every["speakers"] or field == "f-kind", field
        browser.js("document.getElementById('f-clear').click()")
    browser.type("f-speaker", "لافروف")
    assert 0 < shown("speakers") < every["speakers"] and shown("statements") < every["statements"]
    assert shown("articles") == browser.js("document.querySelectorAll('#articles .item').length"), "articles have no speaker"
    browser.js("document.getElementById('f-clear').click()")
    last = browser.js("document.getElementById('f-until').max")
    browser.type("f-since", last)
    assert shown("families") < every["families"] or every["families"] == 1
    browser.js("document.getElementById('f-clear').click()")

    # A family is opened by its summary, and by its row of the timeline.
    browser.js("document.querySelector('#families .item > summary').click()")
    assert browser.js("document.querySelector('#families .item').open")
    assert browser.js("document.querySelector('#families .item .first .text').getClientRects().length") > 0
    target = browser.js("document.querySelector('.timeline .row:last-of-type').getAttribute('href')")
    browser.js("document.querySelector('.timeline .row:last-of-type').dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))")
    browser.settle()
    assert browser.js("location.hash") == target and browser.js(f"document.getElementById({json.dumps(target[1:])}).open")

    # A stable link leads to its place in a new page, and opens it; the second report of the archive has the same places.
    link = browser.js("document.querySelector('#speakers .quotes .here').getAttribute('href')")
    ids = browser.js("[...document.querySelectorAll('[id]')].map((e) => e.id).join(' ')")
    browser.open("again.html", link)
    assert browser.js(f"document.getElementById({json.dumps(link[1:])}).closest('details').open")
    assert browser.js("[...document.querySelectorAll('[id]')].map((e) => e.id).join(' ')") == ids

    # Copies of one wording stand once, with where the others are; a link to one of these opens both it and its statement.
    copies = browser.js("document.querySelectorAll('#statements details.copies').length")
    assert copies > 0 and browser.js("document.querySelectorAll('#statements details.copies blockquote').length") == 0
    copy = browser.js("document.querySelector('#statements details.copies [id]')?.id ?? null")
    if copy:
        browser.open("again.html", "#" + copy)
        assert browser.js(f"document.getElementById({json.dumps(copy)}).closest('details.copies').open")

    # A page just opened, whose entries are still waiting: what is looked for in them is found all the same.
    browser.open("report.html", waits=False)
    browser.js("document.querySelector('#families summary').click()")
    assert browser.js("document.querySelector('#families .first .text') !== null")

    # By keyboard: the first stop leads past the head; an entry opens with Enter.
    assert browser.js("document.querySelector('a').className") == "skip"
    browser.js("document.querySelector('#statements summary').focus()")
    for kind in ["keyDown", "keyUp"]:
        browser.call("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", windowsVirtualKeyCode=13, text="\r")
    assert browser.js("document.querySelector('#statements .item').open")

    # Every stop of the first seventy is seen, and none is a trap.
    browser.open("report.html")
    stops = []
    for _ in range(70):
        for kind in ["keyDown", "keyUp"]:
            browser.call("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
        stops.append(browser.js("""(() => { const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
            return [e.tagName + '#' + e.id + e.className + (e.getAttribute('href') || ''), s.outlineStyle, r.width * r.height > 0, e === document.body]; })()"""))
    assert all(seen and outline != "none" and not body for _, outline, seen, body in stops), stops
    assert any(name.startswith("SUMMARY") for name, *_ in stops) and any("scroll" in name for name, *_ in stops), stops

    # Letters stand out from what is behind them: 4.5 to 1 (WCAG 2.2, 1.4.3 AA), in both schemes.
    for dark in [False, True]:
        browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        browser.js("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        browser.settle()
        checked, faint = browser.js(CONTRAST)
        assert checked > 50 and faint == [], (dark, checked, faint)
    browser.call("Emulation.setEmulatedMedia", features=[])

    # It prints, without what is only for the screen.
    pages = base64.b64decode(browser.call("Page.printToPDF", preferCSSPageSize=True)["data"])
    assert pages.startswith(b"%PDF") and len(pages) > 10_000
    (folder / "report.pdf").write_bytes(pages)

    # Without script nothing is hidden and there is no dead control.
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    browser.open("report.html", waits=False)
    assert browser.js("getComputedStyle(document.getElementById('filter')).display") == "none"
    assert shown("families") == every["families"] and shown("speakers") == every["speakers"]
    browser.js("document.querySelector('#families summary').click()")
    assert browser.js("document.querySelector('#families .item').open")
    for inside in ["#families .first .text", "#speakers .quotes blockquote", "#statements .quotes blockquote"]:
        browser.js(f"document.querySelector('{inside}').closest('details').open = true")
        assert browser.js(f"document.querySelector('{inside}').getClientRects().length") > 0, inside
    browser.call("Emulation.setScriptExecutionDisabled", value=False)

    # The Arabic page reads from right to left.
    browser.open("arabic.html")
    assert browser.js("getComputedStyle(document.body).direction") == "rtl"
    assert browser.js("document.documentElement.scrollWidth <= innerWidth")

    # Hostile text stays text.
    browser.open("hostile.html")
    assert faults() == [] and requests() == [], (faults(), requests())
    assert browser.js("window.harmed === undefined && document.title.startsWith('rawi')")
    assert browser.js("document.querySelectorAll('script').length") == 1
    assert browser.js("document.querySelectorAll('img, iframe, object, form, b[onclick], [onerror], [onload]').length") == 0
    assert browser.js("[...document.querySelectorAll('a')].every((a) => /^(#|https?:)/.test(a.getAttribute('href')))")
    text = browser.js("document.body.textContent")
    assert "<script>" in text and "<img src=x onerror=" in text, "it is shown as it was written"
    assert not any(chr(code) in text for code in [*range(0x202A, 0x202F)]), "nothing reorders the page"

    # How it looks, for whoever looks; here only that nothing sticks out at any width.
    for page in ["report.html", "arabic.html"]:
        browser.open(page)
        for width in [1280, 390]:
            for dark in [False, True]:
                browser.shot(f"{page[:-5]}-{width}-{'dark' if dark else 'light'}.png", width, dark)
            assert browser.js("document.documentElement.scrollWidth <= innerWidth"), (page, width)
            # The timeline has no scroll of its own either, and all that is drawn and written in it is on the screen.
            outside = browser.js("""[...document.querySelectorAll('.timeline, .timeline .row > *, .timeline svg *:not(title, g)')]
                .map((e) => e.getBoundingClientRect()).filter((r) => r.width > 0 && (r.left < 0 || r.right > innerWidth)).length""")
            assert outside == 0 and browser.js("document.querySelector('.timeline').scrollWidth <= innerWidth"), (page, width, outside)
        # Nor does anything in the entries, once they are open.
        browser.js("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        for width in [1280, 390]:
            browser.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 500)
            browser.settle()
            assert browser.js("document.documentElement.scrollWidth <= innerWidth"), (page, width, "open")
        browser.call("Emulation.clearDeviceMetricsOverride")
finally:
    browser.close()
print("driven through the page")
