// The sweep: how long it takes with one worker, with two … as a curve, with its bounds and the knee after which more help little.

function drawSweep(run) {
  const part = staticPart("sweep", run);
  if (!part || !run.sweep || run.sweep.points.length < 2) return;
  const { points, axis, knee } = run.sweep;
  const [width, height, left, bottom, top, right] = [640, 260, 64, 40, 16, 20];
  const values = points.map((point) => point.value);
  const [first, last] = [Math.min(...values), Math.max(...values)];
  const isLog = first > 0 && last / first > 40;
  const place = (value) => isLog ? Math.log(value) : value;
  const x = (value) => left + (place(value) - place(first)) / (place(last) - place(first)) * (width - left - right);
  const highest = Math.max(...points.map((point) => point.most ?? point.makespan)) * 1.06;
  const y = (time) => height - bottom - time / highest * (height - bottom - top);
  const readout = make("p", { class: "readout", "aria-hidden": "true" });

  const picture = draw("svg", { viewBox: `0 0 ${width} ${height}`, class: "curve", role: "img", "aria-label": say("sweepName", axis, points.length) });
  for (const { at, text } of axisTicks(0, highest, 5)) {
    picture.append(draw("line", { x1: left, x2: width - right, y1: y(at), y2: y(at), class: "grid" }),
      withText(draw("text", { x: left - 8, y: y(at) + 4, "text-anchor": "end" }), text));
  }
  const shown = points.filter((_, index) => index % Math.ceil(points.length / 10) === 0);
  for (const { value } of shown) picture.append(withText(draw("text", { x: x(value), y: height - bottom + 18, "text-anchor": "middle" }), String(value)));
  picture.append(withText(draw("text", { x: (left + width - right) / 2, y: height - 4, "text-anchor": "middle" }), axis));
  if (points.some((point) => point.least !== null && point.most !== null)) {
    const there = points.map((point) => `${x(point.value)} ${y(point.most ?? point.makespan)}`);
    const back = points.map((point) => `${x(point.value)} ${y(point.least ?? point.makespan)}`).reverse();
    picture.append(draw("path", { d: `M${there.join("L")}L${back.join("L")}Z`, class: "band" }));
  } else if (points.some((point) => point.least !== null)) {
    picture.append(draw("path", { d: `M${points.filter((point) => point.least !== null).map((point) => `${x(point.value)} ${y(point.least)}`).join("L")}`, class: "least" }));
  }
  picture.append(draw("path", { d: `M${points.map((point) => `${x(point.value)} ${y(point.makespan)}`).join("L")}`, class: "line" }));
  if (knee !== null && knee !== undefined) {
    picture.append(draw("line", { x1: x(knee), x2: x(knee), y1: top, y2: height - bottom, class: "knee" }),
      withText(draw("text", { x: x(knee) + 6, y: top + 10, class: "knee-text" }), say("knee", knee)));
  }
  const dots = points.map((point) => draw("circle", { cx: x(point.value), cy: y(point.makespan), r: points.length > 60 ? 2 : 4 }));
  picture.append(...dots);
  const rows = [...part.querySelectorAll("tbody tr")];
  const show = (index) => {
    dots.forEach((dot, other) => dot.classList.toggle("now", other === index));
    rows.forEach((row, other) => row.classList.toggle("selected", other === index));
    if (index < 0) return setText(readout, say("sweepHint"));
    const { value, makespan, speedup, efficiency } = points[index];
    setText(readout, say("sweepPoint", axis, value, timeText(makespan), speedup === null ? "–" : ratioText(speedup), efficiency === null ? "–" : ratioText(efficiency)));
  };
  picture.addEventListener("pointermove", (event) => {
    const box = picture.getBoundingClientRect();
    const at = (event.clientX - box.left) / box.width * width;
    show(values.reduce((best, value, index) => Math.abs(x(value) - at) < Math.abs(x(values[best]) - at) ? index : best, 0));
  });
  picture.addEventListener("pointerleave", () => show(-1));
  for (const [index, row] of rows.entries()) {
    row.addEventListener("pointerenter", () => show(index));
    row.addEventListener("pointerleave", () => show(-1));
  }
  show(-1);
  part.querySelector("h3").after(picture, readout);
}

function withText(element, text) {
  element.textContent = text;
  return element;
}
