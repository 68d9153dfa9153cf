/// Refreshes a page after each look of the monitor.
///
/// Pages are complete without it; the browser then reloads them periodically.
enum PageScript {
    static let javascript = """
        "use strict";
        const live = document.getElementById("live"), news = document.getElementById("news");
        let busy = false, again = false;
        // A screen reader reads the state when it changes, and the time of no look.
        function tell(text) { if (news.textContent !== text) news.textContent = text; }
        async function refresh() {
          if (busy) { again = true; return; }
          busy = true;
          try {
            const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
            if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), "text/html"));
          } catch { live.textContent = "no answer"; }
          busy = false;
          if (again) { again = false; refresh(); }
        }
        // Only what is different is replaced: what is scrolled to stays, and the focus moves to
        // the same element of the new piece.
        function show(page) {
          if (document.title !== page.title) tell(page.title);
          document.title = page.title;
          const now = document.querySelector("main"), next = page.querySelector("main");
          const name = piece => piece.getAttribute("aria-label") ?? piece.tagName;
          const fresh = [...next.children], names = new Set(fresh.map(name));
          const old = new Map([...now.children].map(piece => [name(piece), piece]));
          for (const [key, piece] of old) if (!names.has(key)) piece.remove();
          let last = null;
          for (const piece of fresh) {
            const known = old.get(name(piece));
            if (!known) now.insertBefore(piece, last ? last.nextSibling : now.firstChild);
            else if (!known.isEqualNode(piece)) replace(known, piece);
            last = known?.isConnected ? known : piece;
          }
        }
        function replace(known, piece) {
          const focused = known.contains(document.activeElement) ? document.activeElement : null;
          const same = e => ["id", "href", "aria-label"]
            .every(a => e.getAttribute(a) === focused.getAttribute(a));
          const twin = focused && [...piece.querySelectorAll(focused.tagName)].find(same);
          if (focused && !twin) return;
          known.replaceWith(piece);
          twin?.focus({ preventScroll: true });
        }
        const events = new EventSource("/events");
        events.addEventListener("look", event => {
          live.textContent = "live, " + new Date(JSON.parse(event.data).time).toLocaleTimeString();
          refresh();
        });
        events.onerror = () => {
          live.textContent = "no connection, trying again";
          tell(live.textContent);
        };
        """
}
