// How the page looks: light or dark as the system has it or as the reader likes, and large type for a projector.

function settingButtons(onchange) {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  const theme = iconButton("theme", say("theme"), () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    show();
  }, { "aria-pressed": "false", "aria-keyshortcuts": "t" });
  const large = iconButton("large", say("projector"), () => {
    root.toggleAttribute("data-large");
    show();
  }, { "aria-pressed": "false", "aria-keyshortcuts": "p" });
  const show = () => {
    theme.setAttribute("aria-pressed", String(isDark()));
    large.setAttribute("aria-pressed", String(root.hasAttribute("data-large")));
    readColours();
    onchange();
  };
  system.addEventListener("change", show);
  theme.setAttribute("aria-pressed", String(isDark()));
  return { theme, large };
}
