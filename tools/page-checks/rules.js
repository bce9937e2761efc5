// What axe-core and its like look for, as far as it can be wrong on this page. The value is the list of what is wrong.
(() => {
  const wrong = [];
  const seen = (element) => element.getClientRects().length > 0;
  const describe = (element) => `<${element.tagName.toLowerCase()} class="${element.className.baseVal ?? element.className}" id="${element.id}">`;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const say = (text, element) => wrong.push(element ? `${text}: ${describe(element)}` : text);

  const ids = new Set();
  for (const element of all("[id]")) {
    if (ids.has(element.id)) say("an id stands twice", element);
    ids.add(element.id);
  }
  if (!document.documentElement.lang) say("the page has no language");
  if (!document.title.trim()) say("the page has no title");
  if (all("h1").length !== 1) say("there is not one h1");
  if (all("main").length !== 1) say("there is not one main");
  if (all("body > header").length !== 1) say("there is not one banner");
  if (/user-scalable=no|maximum-scale/.test(document.querySelector("meta[name=viewport]")?.content ?? "none")) say("the page cannot be zoomed");

  let level = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6").filter(seen)) {
    const next = Number(heading.tagName[1]);
    if (next > level + 1) say(`a heading skips from ${level} to ${next}`, heading);
    if (!heading.textContent.trim()) say("a heading is empty", heading);
    level = next;
  }

  const roles = new Set("alert alertdialog application article banner button cell checkbox columnheader combobox complementary contentinfo definition dialog document figure form grid gridcell group heading img link list listbox listitem log main math menu menubar menuitem navigation none note option presentation progressbar radio radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider spinbutton status switch tab table tablist tabpanel term textbox timer toolbar tooltip tree treeitem".split(" "));
  const attributes = new Set("activedescendant atomic autocomplete busy checked colcount colindex colspan controls current describedby description details disabled expanded haspopup hidden invalid keyshortcuts label labelledby level live modal multiline multiselectable orientation owns placeholder posinset pressed readonly relevant required roledescription rowcount rowindex rowspan selected setsize sort valuemax valuemin valuenow valuetext".split(" "));
  const references = ["aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "for"];
  for (const element of all("*")) {
    const role = element.getAttribute("role");
    if (role !== null && !roles.has(role)) say(`no such role: ${role}`, element);
    for (const { name, value } of element.attributes) {
      if (name.startsWith("aria-") && !attributes.has(name.slice(5))) say(`no such attribute: ${name}`, element);
      if (references.includes(name)) for (const id of value.split(/\s+/)) if (!document.getElementById(id)) say(`${name} points at nothing: ${id}`, element);
      if (name === "aria-pressed" && !/^(true|false|mixed)$/.test(value)) say(`aria-pressed is ${value}`, element);
    }
    if (element.hasAttribute("aria-pressed") && element.tagName !== "BUTTON") say("only buttons are pressed", element);
    if (Number(element.getAttribute("tabindex")) > 0) say("a tabindex above 0", element);
  }

  const focusable = "button, input, select, textarea, a[href], summary, [tabindex='0']";
  for (const element of all("[aria-hidden=true]")) if (element.matches(focusable) || element.querySelector(focusable)) say("what is hidden from those who listen takes the focus", element);
  for (const element of all("button, a[href]")) if (element.querySelector("button, a[href], input, select")) say("a control within a control", element);
  for (const element of all("button")) if (!element.hasAttribute("type") && !element.closest("form[method=dialog]")) say("a button without a type", element);
  for (const element of all("input, select, textarea")) if (!element.labels?.length && !element.getAttribute("aria-label")) say("a field without a label", element);
  for (const element of all("ul, ol")) if ([...element.children].some((child) => !/^(LI|SCRIPT|TEMPLATE)$/.test(child.tagName))) say("a list holds more than its items", element);
  for (const element of all("li")) if (!/^(UL|OL|MENU)$/.test(element.parentElement.tagName)) say("an item without a list", element);
  for (const element of all("dl")) if ([...element.children].some((child) => !/^(DT|DD|DIV)$/.test(child.tagName))) say("a list of terms holds something else", element);
  for (const element of all("dl > div")) if (!element.querySelector(":scope > dt") || !element.querySelector(":scope > dd")) say("a term without a definition", element);
  for (const element of all("table")) if (!element.querySelector("th[scope=col]")) say("a table without heads", element);
  for (const element of all("th")) if (!element.hasAttribute("scope")) say("a head without a scope", element);
  for (const element of all("svg")) if (element.getAttribute("aria-hidden") !== "true" && element.getAttribute("role") !== "img") say("a drawing that is neither named nor hidden", element);
  const regions = all("[role=region]").map((element) => element.getAttribute("aria-label"));
  if (new Set(regions).size < regions.length) say(`regions of one name: ${regions.join(", ")}`);
  for (const element of all(".scroll, figure, ol.story, .stage").filter(seen)) {
    const scrolls = element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1;
    if (scrolls && document.documentElement.dataset.state === "ready" && !element.matches("[tabindex='0']") && !element.querySelector(focusable)) say("what scrolls cannot be scrolled by keys", element);
  }
  for (const element of all("button, select, input").filter(seen)) {
    const { width, height } = element.getBoundingClientRect();
    if ((width < 24 || height < 23.5) && !element.matches(".link, .sort, [type=checkbox]")) say(`a control of ${width.toFixed()} × ${height.toFixed()} px`, element);
  }
  return wrong.slice(0, 8);
})()
