package org.firenet.report;

/** The style sheet of the report: light, dark and print. */
final class ReportStyle {
  static final String CSS =
      """
      :root {
        color-scheme: light dark;
        --paper: #ffffff; --ink: #1c1f23; --muted: #5c636d; --line: #dfe2e6; --mark: #adb4be;
        --warning: #8a4b00; --warning-paper: #fdf5e8;
        --series-1: #1d5fa6; --series-2: #b4530a; --series-3: #2b7a4b;
        --series-4: #8a3f8f; --series-5: #7a6a12; --series-6: #4d5663;
      }
      @media (prefers-color-scheme: dark) {
        :root {
          --paper: #15181c; --ink: #e4e7eb; --muted: #9aa3ae; --line: #30353c; --mark: #525a64;
          --warning: #f0b866; --warning-paper: #2a2218;
          --series-1: #6fb1f2; --series-2: #f09a55; --series-3: #6cc691;
          --series-4: #d08fd6; --series-5: #d3c05a; --series-6: #a8b2bf;
        }
      }
      * { box-sizing: border-box; }
      html { -webkit-text-size-adjust: 100%; }
      body {
        margin: 0; background: var(--paper); color: var(--ink);
        font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial,
          sans-serif;
      }
      main { max-width: 68rem; margin: 0 auto; padding: 2.75rem 1.5rem 4rem; }
      h1 { margin: 0; font-size: 1.75rem; line-height: 1.25; font-weight: 600;
        letter-spacing: -0.01em; overflow-wrap: anywhere; }
      h2 { margin: 2.75rem 0 1rem; padding-bottom: 0.35rem; border-bottom: 1px solid var(--line);
        font-size: 1.1rem; line-height: 1.4; font-weight: 600; }
      p { margin: 0.6rem 0; max-width: 44rem; }
      .subtitle { margin: 0.35rem 0 0; max-width: none; color: var(--muted);
        overflow-wrap: anywhere; }
      .figures { display: flex; flex-wrap: wrap; gap: 0.9rem 3.25rem; margin: 1.75rem 0 0; padding: 0.9rem 0; border: solid var(--line);
        border-width: 1px 0; }
      .figures div { min-width: 0; }
      .figures dt { color: var(--muted); font-size: 0.8rem; }
      .figures dd { margin: 0; font-size: 1.3rem; line-height: 1.35; font-weight: 500;
        font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
      .warnings { margin: 1.5rem 0 0; padding: 0.75rem 1rem; border-left: 3px solid var(--warning);
        background: var(--warning-paper); }
      .warnings strong { color: var(--warning); font-weight: 600; }
      .warnings ul { margin: 0.25rem 0 0; padding-left: 1.15rem; overflow-wrap: anywhere; }
      .images, .plots { display: grid; gap: 1.5rem 1.25rem; margin: 1rem 0; }
      .images { grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
        max-width: calc(var(--columns) * 24rem); }
      .images + p { margin-top: -0.25rem; font-size: 0.87rem; color: var(--muted); }
      .plots { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 2rem 2.5rem; }
      figure { margin: 0; min-width: 0; break-inside: avoid; }
      figure img { display: block; width: 100%; height: auto; border: 1px solid var(--line); }
      figure img.enlarged { image-rendering: pixelated; }
      figcaption { margin-top: 0.45rem; font-size: 0.87rem; line-height: 1.4; }
      figcaption span { display: block; color: var(--muted); }
      .plot { display: block; width: 100%; height: auto; overflow: visible;
        font-family: inherit; font-variant-numeric: tabular-nums; break-inside: avoid; }
      .scroll { overflow-x: auto; margin: 1rem 0; }
      table { border-collapse: collapse; font-size: 0.92rem; font-variant-numeric: tabular-nums; }
      th, td { padding: 0.32rem 2rem 0.32rem 0; border-bottom: 1px solid var(--line);
        text-align: left; vertical-align: baseline; }
      th { font-weight: 400; color: var(--muted); }
      thead th { font-size: 0.85rem; border-bottom-color: var(--mark); }
      th:last-child, td:last-child { padding-right: 0; }
      td { overflow-wrap: anywhere; }
      .number { text-align: right; white-space: nowrap; }
      @media (max-width: 40rem) {
        main { padding: 1.5rem 1rem 2.5rem; }
        h1 { font-size: 1.4rem; }
        h2 { margin-top: 2rem; }
        .figures { gap: 0.75rem 2rem; }
        .images { grid-template-columns: repeat(min(var(--columns), 2), minmax(0, 1fr));
          gap: 1rem 0.75rem; }
        .images.large, .plots { grid-template-columns: minmax(0, 1fr); }
        .plots { gap: 1.75rem; }
        th, td { padding-right: 1.1rem; }
      }
      @media print {
        :root { --paper: #fff; --ink: #000; --muted: #444; --line: #ccc; --mark: #999;
          --warning: #6b3a00; --warning-paper: #fff;
          --series-1: #1d5fa6; --series-2: #b4530a; --series-3: #2b7a4b;
          --series-4: #8a3f8f; --series-5: #7a6a12; --series-6: #4d5663; }
        @page { margin: 16mm; }
        body { font-size: 10pt; }
        main { max-width: none; padding: 0; }
        h2 { break-after: avoid; }
        tr { break-inside: avoid; }
      }
      """;

  private ReportStyle() {}
}
