/// Refreshes a page after each look of the monitor.
///
/// Pages are complete without it; the browser then reloads them periodically.
enum PageScript {
    static let javascript = """
        "use strict";
        const live = document.getElementById("live");
        let busy = false, again = false;
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
        // Only what is different is replaced: what is focused, open or scrolled to stays.
        function show(page) {
          document.title = page.title;
          const open = new Set([...document.querySelectorAll("details[open]")].map(d => d.id));
          const now = document.querySelector("main"), next = page.querySelector("main");
          for (const d of next.querySelectorAll("details")) if (open.has(d.id)) d.open = true;
          const old = [...now.children], fresh = [...next.children];
          if (old.length !== fresh.length) { now.replaceChildren(...fresh); return; }
          fresh.forEach((piece, i) => {
            if (old[i].isEqualNode(piece) || old[i].contains(document.activeElement)) return;
            old[i].replaceWith(piece);
          });
        }
        const events = new EventSource("/events");
        events.addEventListener("look", event => {
          live.textContent = "live, " + new Date(JSON.parse(event.data).time).toLocaleTimeString();
          refresh();
        });
        events.onerror = () => { live.textContent = "no connection, trying again"; };
        """
}
