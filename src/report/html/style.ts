/** Colours of Okabe and Ito, which stay apart for those who see fewer of them; shapes and words say the same again. */
export const STYLE = `
:root{--paper:#fff;--ink:#1a1a1a;--faint:#5c5f66;--line:#d9dbe0;--card:#f6f7f9;--blue:#0072b2;--green:#00795a;--red:#b8480a;--pink:#a8467e;--gold:#b07800;--sky:#56b4e9;--focus:#e69f0022}
@media (prefers-color-scheme:dark){:root{--paper:#14161a;--ink:#e8e8e8;--faint:#a2a7b0;--line:#363a42;--card:#1d2026;--blue:#56b4e9;--green:#2cc295;--red:#ff8a4c;--pink:#e69ac4;--gold:#f0b93a;--sky:#56b4e9;--focus:#e69f002a}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:76rem;padding:1.5rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.6rem;line-height:1.25;margin:.4rem 0}
h2{font-size:1.15rem;margin:0 0 .6rem}
section{margin:1.6rem 0;padding-top:1.2rem;border-top:1px solid var(--line)}
code,kbd{font:.9em ui-monospace,monospace;background:var(--card);padding:.05em .35em;border-radius:4px;overflow-wrap:anywhere}
kbd{border:1px solid var(--line)}
.faint{color:var(--faint)}.good{color:var(--green)}.bad{color:var(--red)}.doubt{color:var(--gold)}
.badge{display:inline-block;margin:0;padding:.1rem .8rem;border:2px solid currentColor;border-radius:99px;font-weight:600}
.badge.holds{color:var(--green)}.badge.broken{color:var(--red)}.badge.undecided{color:var(--gold)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.3rem .7rem .3rem 0;border-bottom:1px solid var(--line)}
th{color:var(--faint);font-weight:500}
.mark{font-weight:700}.why{color:var(--red);overflow-wrap:anywhere}
.story li{margin:.35rem 0;padding-left:.3rem}
.story li.strong{font-weight:600}
.jump{font:.85em ui-monospace,monospace;border:1px solid var(--line);border-radius:4px;background:var(--card);color:inherit;cursor:pointer}
:focus-visible{outline:3px solid var(--sky);outline-offset:2px}
svg{width:100%;height:auto;display:block}
svg text{font:11px system-ui,sans-serif;fill:var(--faint)}
svg .name{text-anchor:end}svg .tick{text-anchor:middle}
svg .grid{stroke:var(--line);stroke-width:1;fill:none}
svg .focus,svg .rise{fill:var(--focus)}
svg polyline.share{fill:none;stroke:var(--blue);stroke-width:2}
svg circle.share{fill:var(--blue)}
.asked.ok{fill:var(--blue);background:var(--blue)}
.asked.failed{fill:var(--gold);background:var(--gold)}
.asked.unknown{fill:none;stroke:var(--red);border:2px solid var(--red)}
.trouble.down{fill:var(--red);background:var(--red)}
.trouble.paused,.trouble.slow{fill:var(--pink);background:var(--pink)}
.trouble.link,.trouble.clock{fill:var(--faint);background:var(--faint)}
.legend{display:flex;flex-wrap:wrap;gap:.4rem;align-items:center;color:var(--faint);font-size:.9rem}
.key{display:inline-block;width:1.4rem;height:.7rem;margin-left:.8rem}
.filters{display:flex;flex-wrap:wrap;gap:.8rem;margin:.6rem 0}
.filters fieldset{border:1px solid var(--line);border-radius:6px;padding:.2rem .7rem .4rem}
.filters legend{color:var(--faint);font-size:.85rem}
.filters div{display:flex;flex-wrap:wrap;gap:.2rem .9rem;max-height:7rem;overflow:auto}
.filters label{white-space:nowrap}
canvas{display:block;width:100%;border:1px solid var(--line);border-radius:6px;background:var(--card);cursor:grab;touch-action:none}
canvas.dragged{cursor:grabbing}
output{display:block;min-height:3em;margin-top:.5rem;font:.9rem ui-monospace,monospace;overflow-wrap:anywhere}
footer{margin-top:2rem;padding-top:1rem;border-top:1px solid var(--line)}
@media print{.filters,.jump{display:none}}
`;
