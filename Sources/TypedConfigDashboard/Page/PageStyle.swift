/// The style sheet: system fonts, both colour schemes, and one column on narrow screens.
enum PageStyle {
    static let css = """
        :root {
          color-scheme: light dark;
          --ground: #f6f7f9; --card: #ffffff; --text: #1c2430; --quiet: #5a6675; --edge: #d9dee5;
          --link: #0b57b0; --good: #14713b; --degraded: #8a5a00; --warning: #b3410e; --bad: #b3152a;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #12161c; --card: #1b212a; --text: #e6eaf0; --quiet: #a3aebc; --edge: #333d4a;
            --link: #8ab8ff; --good: #6fd699; --degraded: #f0bf5a; --warning: #ff9d6b; --bad: #ff8b98;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--text);
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
        a { color: var(--link); }
        a:focus-visible, summary:focus-visible, input:focus-visible, button:focus-visible,
        .scroll:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
        .skip { position: absolute; left: -100vw; }
        .skip:focus { left: 8px; top: 8px; background: var(--card); padding: 8px; z-index: 1; }
        header { background: var(--card); border-bottom: 1px solid var(--edge); }
        header > div, main, footer { max-width: 1180px; margin: 0 auto; padding: 12px 20px; }
        header > div { display: flex; flex-wrap: wrap; gap: 4px 20px; align-items: baseline; }
        header strong { font-size: 17px; }
        nav { display: flex; flex-wrap: wrap; gap: 0 16px; }
        nav a { padding: 6px 0; }
        nav a[aria-current] { color: var(--text); font-weight: 600; text-decoration: none; }
        #live { margin-left: auto; color: var(--quiet); font-size: 13px; }
        .spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        footer { color: var(--quiet); font-size: 13px; }
        h1 { font-size: 24px; margin: 12px 0 4px; }
        h2 { font-size: 17px; margin: 28px 0 10px; }
        .quiet { color: var(--quiet); }
        .banner { border-left: 6px solid; border-radius: 6px; padding: 12px 18px; background: var(--card); }
        .banner p { margin: 0; }
        .banner .state { font-size: 26px; font-weight: 700; }
        .healthy { color: var(--good); border-color: var(--good); }
        .degraded, .low, .medium { color: var(--degraded); border-color: var(--degraded); }
        .warning, .high { color: var(--warning); border-color: var(--warning); }
        .critical { color: var(--bad); border-color: var(--bad); }
        .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); gap: 12px;
          padding: 0; margin: 0; list-style: none; }
        .card { background: var(--card); border: 1px solid var(--edge); border-radius: 6px; padding: 10px 12px; }
        .card b { display: block; font-size: 20px; overflow-wrap: anywhere; }
        .chart { display: block; width: 100%; height: 36px; color: var(--link); }
        .large .chart { height: 120px; }
        .axis { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 12px; font-size: 13px; }
        .large { display: grid; gap: 16px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); }
        figure { margin: 0; }
        .line { fill: none; stroke: currentColor; stroke-width: 2; vector-effect: non-scaling-stroke;
          stroke-linecap: round; stroke-linejoin: round; }
        .grid { stroke: var(--edge); vector-effect: non-scaling-stroke; }
        .mark-good { stroke: var(--good); color: var(--good); vector-effect: non-scaling-stroke; }
        .mark-bad { stroke: var(--bad); color: var(--bad); stroke-width: 2; stroke-dasharray: 5 3;
          vector-effect: non-scaling-stroke; }
        .mark { border: 1px solid var(--edge); border-radius: 4px; padding: 0 6px; font-size: 12px;
          color: var(--quiet); white-space: nowrap; }
        fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 4px 14px; }
        legend { float: left; padding: 0; margin-right: 10px; color: var(--quiet); }
        .scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--edge); border-radius: 6px; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; vertical-align: top; padding: 7px 12px; border-top: 1px solid var(--edge); }
        thead th { border-top: 0; color: var(--quiet); font-weight: 600; font-size: 13px; white-space: nowrap; }
        td { overflow-wrap: anywhere; min-width: 7em; }
        tbody th { font-weight: 600; overflow-wrap: break-word; max-width: 30em; }
        time { white-space: nowrap; }
        code, pre { font: 13px/1.5 ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace; }
        pre { margin: 4px 0; white-space: pre-wrap; overflow-wrap: anywhere; }
        .list { list-style: none; margin: 0; padding: 0; }
        .list > li { background: var(--card); border: 1px solid var(--edge); border-radius: 6px;
          padding: 8px 14px; margin-bottom: 8px; }
        del { color: var(--bad); } ins { color: var(--good); text-decoration: none; }
        form { display: flex; gap: 8px; flex-wrap: wrap; margin: 12px 0; align-items: center; }
        input, button { font: inherit; padding: 7px 10px; border: 1px solid var(--quiet); border-radius: 6px;
          background: var(--card); color: inherit; }
        @media (max-width: 640px) {
          header > div, main, footer { padding: 10px 14px; }
          #live { margin-left: 0; width: 100%; }
        }
        @media (max-width: 640px) { \(rowsAsBlocks(".stack")) }
        @media (max-width: 1000px) { \(rowsAsBlocks(".wide")) }
        @media print { nav, #live, form { display: none; } body { background: #fff; } }
        """

    /// A table without room for its columns: each row is a block, and a value has the name of its
    /// column before it.
    private static func rowsAsBlocks(_ table: String) -> String {
        """
        \(table) thead { position: absolute; left: -100vw; }
        \(table) tr { display: block; padding: 8px 0; border-top: 1px solid var(--edge); }
        \(table) tbody tr:first-child { border-top: 0; }
        \(table) th, \(table) td { display: block; border: 0; padding: 1px 12px; }
        \(table) td:empty { display: none; }
        \(table) td::before { content: attr(data-column) ": "; color: var(--quiet); font-size: 13px; }
        """
    }
}
