/** The buttons and sliders of a viewer. */
class ViewerControls {
  constructor(viewer) {
    this.viewer = viewer;
    this.updates = [];
    const first = element("div", {class: "tools"});
    const second = element("div", {class: "tools second"});
    this.root = element("div", {class: "controls", role: "group", "aria-label": viewer.content.title}, first, second);
    if (viewer.content.numbers.length > 1) {
      first.append(this.imageChooser());
    }
    if (viewer.layers.length > 1) {
      first.append(this.choice("View", "mode", this.modes(), () => viewer.arrange()));
    }
    if (viewer.layers.some((layer) => layer.phases)) {
      first.append(this.choice("Show", "shows",
        {magnitude: "Magnitude", phase: "Phase", both: "Both"}, () => viewer.paint()));
    }
    first.append(this.zoom());
    second.append(...this.windowTools());
    if (viewer.comparable.length > 1) {
      second.append(this.dividerTool());
    }
    if (viewer.layers.length > 1) {
      second.append(this.singleTool());
    }
    if (viewer.layers.some((layer) => layer.gain !== undefined)) {
      second.append(this.gainTool());
    }
    second.append(this.options());
  }

  /** Brings all controls up to the state of the viewer. */
  update() {
    this.updates.forEach((update) => update());
  }

  modes() {
    return this.viewer.comparable.length > 1
      ? {side: "Side by side", compare: "Before / after", single: "Single"}
      : {side: "Side by side", single: "Single"};
  }

  tool(name, className, ...children) {
    return element("div", {class: "tool " + className, role: "group", "aria-label": name},
      element("span", {class: "name", "aria-hidden": "true"}, name),
      element("div", {}, ...children));
  }

  button(text, label, action) {
    return element("button", {type: "button", "aria-label": label, title: label, click: action},
      text);
  }

  choice(name, property, options, changed) {
    const group = "viewer-" + property + "-" + Math.random().toString(36).slice(2);
    const labels = Object.entries(options).map(([value, text]) => {
      const input = element("input", {type: "radio", name: group, value, change: () => {
        this.viewer[property] = value;
        changed();
      }});
      this.updates.push(() => { input.checked = this.viewer[property] === value; });
      return element("label", {}, input, element("span", {}, text));
    });
    return element("div", {class: "tool", role: "radiogroup", "aria-label": name},
      element("span", {class: "name", "aria-hidden": "true"}, name),
      element("div", {class: "choice"}, ...labels));
  }

  imageChooser() {
    const {viewer} = this;
    const {numbers, counted, count} = viewer.content;
    const name = counted[0].toUpperCase() + counted.slice(1);
    const range = element("input", {type: "range", min: 0, max: numbers.length - 1, step: 1,
      "aria-label": name, input: () => viewer.setImage(Number(range.value))});
    const output = element("output", {class: "count"});
    this.updates.push(() => {
      range.value = viewer.image;
      const among = count === numbers.length ? "" : ", " + numbers.length + " of " + count;
      output.textContent = viewer.number() + " (" + (viewer.image + 1) + "/" + numbers.length
        + among + ")";
      range.setAttribute("aria-valuetext", counted + " " + viewer.number());
    });
    return this.tool(name, "wide",
      this.button("‹", "Previous " + counted, () => viewer.setImage(viewer.image - 1)), range,
      this.button("›", "Next " + counted, () => viewer.setImage(viewer.image + 1)), output);
  }

  zoom() {
    const {viewer} = this;
    const output = element("output", {style: "min-width:3.2em;text-align:center"});
    this.updates.push(() => { output.textContent = Math.round(100 * viewer.view.zoom) + " %"; });
    return this.tool("Zoom", "",
      this.button("−", "Zoom out", () => viewer.zoomBy(0.8)), output,
      this.button("+", "Zoom in", () => viewer.zoomBy(1.25)),
      this.button("Fit", "Show the whole image", () => viewer.fit()));
  }

  options() {
    const {viewer} = this;
    const smooth = element("input", {type: "checkbox", change: () => {
      viewer.smooth = smooth.checked;
      viewer.draw();
    }});
    const moves = element("select", {"aria-label": "What a drag does", change: () => {
      viewer.dragMoves = moves.value === "move";
      viewer.draw();
    }}, element("option", {value: "window"}, "window"), element("option", {value: "move"}, "move"));
    return element("div", {class: "tool"},
      element("span", {class: "name"}, "Drag"),
      element("div", {}, moves, element("label", {}, smooth, " smooth")));
  }

  windowTools() {
    const {viewer} = this;
    const level = () => (viewer.low + viewer.high) / 2;
    const width = () => viewer.high - viewer.low;
    const buttons = this.tool("Window", "",
      this.button("Auto", "Fit the window to this image", () => viewer.autoWindow()),
      this.button("Reset", "The window it began with", () => viewer.resetWindow()));
    return [
      this.slider("Level", level, (value) => viewer.setLevelAndWidth(value, width())),
      this.slider("Width", width, (value) => viewer.setLevelAndWidth(level(), value)),
      buttons,
    ];
  }

  /** A slider and a field for one number of the window. */
  slider(name, get, set) {
    const {viewer} = this;
    const most = 1.25 * viewer.content.window[1];
    const range = element("input", {type: "range", min: 0, max: 1000, step: 1,
      "aria-label": name, input: () => set((Number(range.value) / 1000) * most)});
    const field = element("input", {type: "number", step: "any", "aria-label": name + ", number",
      change: () => set(Number(field.value))});
    const tool = this.tool(name, "wide", range, field);
    this.updates.push(() => {
      range.value = Math.round((get() / most) * 1000);
      range.setAttribute("aria-valuetext", numberText(get()));
      if (document.activeElement !== field) {
        field.value = Number(get().toPrecision(4));
      }
      range.disabled = field.disabled = viewer.shows === "phase";
    });
    return tool;
  }

  /** A select of layers. */
  layerSelect(label, layers, get, set) {
    const select = element("select", {"aria-label": label,
      change: () => set(layers[Number(select.value)])},
    ...layers.map((layer, i) => element("option", {value: i}, layer.name)));
    this.updates.push(() => { select.value = layers.indexOf(get()); });
    return select;
  }

  /** Shows a tool only in some modes. */
  only(tool, ...modes) {
    this.updates.push(() => {
      tool.style.display = modes.includes(this.viewer.mode) ? "" : "none";
    });
    return tool;
  }

  singleTool() {
    const {viewer} = this;
    return this.only(this.tool("Image", "", this.layerSelect("Image", viewer.layers,
      () => viewer.single, (layer) => {
        viewer.single = layer;
        viewer.paint();
      })), "single");
  }

  dividerTool() {
    const {viewer} = this;
    const selects = ["Left", "Right"].map((side, index) => this.layerSelect(
      side + " of the divider", viewer.comparable, () => viewer.pair[index], (layer) => {
        viewer.pair[index] = layer;
        viewer.paint();
      }));
    const range = element("input", {type: "range", min: 0, max: 1000, step: 1,
      "aria-label": name, input: () => set((Number(range.value) / 1000) * most)});
    const field = element("input", {type: "number", step: "any", "aria-label": name + ", number",
      change: () => set(Number(field.value))});
    const tool = this.tool(name, "wide", range, field);
    this.updates.push(() => {
      range.value = Math.round((get() / most) * 1000);
      range.setAttribute("aria-valuetext", numberText(get()));
      if (document.activeElement !== field) {
        field.value = Number(get().toPrecision(4));
      }
      range.disabled = field.disabled = viewer.shows === "phase";
    });
    return tool;
  }

  /** A select of layers. */
  layerSelect(label, layers, get, set) {
    const select = element("select", {"aria-label": label,
      change: () => set(layers[Number(select.value)])},
    ...layers.map((layer, i) => element("option", {value: i}, layer.name)));
    this.updates.push(() => { select.value = layers.indexOf(get()); });
    return select;
  }

  /** Shows a tool only in some modes. */
  only(tool, ...modes) {
    this.updates.push(() => {
      tool.style.display = modes.includes(this.viewer.mode) ? "" : "none";
    });
    return tool;
  }

  singleTool() {
    const {viewer} = this;
    return this.only(this.tool("Image", "", this.layerSelect("Image", viewer.layers,
      () => viewer.single, (layer) => {
        viewer.single = layer;
        viewer.paint();
      })), "single");
  }

  dividerTool() {
    const {viewer} = this;
    const selects = [0, 1].map((side) => {
      const select = element("select", {
        "aria-label": side === 0 ? "Left of the divider" : "Right of the divider",
        change: () => {
          viewer.pair[side] = viewer.comparable[Number(select.value)];
          viewer.paint();
        },
      }, ...viewer.comparable.map((layer, i) => element("option", {value: i}, layer.name)));
      this.updates.push(() => { select.value = viewer.comparable.indexOf(viewer.pair[side]); });
      return select;
    });
    const range = element("input", {type: "range", min: 0, max: 100, step: 1,
      "aria-label": "Divider", input: () => viewer.setDivider(Number(range.value) / 100)});
    this.updates.push(() => { range.value = Math.round(100 * viewer.divider); });
    return this.only(this.tool("Before / after", "wide", selects[0], range, selects[1]), "compare");
  }

  gainTool() {
    const {viewer} = this;
    const layers = viewer.layers.filter((layer) => layer.gain !== undefined);
    const gains = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
    const select = element("select", {"aria-label": "Factor of the difference", change: () => {
      layers.forEach((layer) => { layer.gain = Number(select.value); });
      viewer.paint();
    }}, ...gains.map((gain) => element("option", {value: gain}, "× " + gain)));
    this.updates.push(() => { select.value = layers[0].gain; });
    return this.only(this.tool("Difference", "", select), "side", "single");
  }

  /** What can be done by hand, below the panels. */
  help() {
    const keys = [
      ["+ − 0", "zoom in, out, whole image"], ["arrows", "move a zoomed image"],
      ["w s", "wider, narrower window"], ["e d", "brighter, darker"],
      ["a r", "window: auto, reset"], ["[ ]", "previous, next image"], [", .", "divider"],
    ];
    const list = keys.flatMap(([key, does]) => [element("kbd", {}, key), " " + does + "; "]);
    const {reduction} = this.viewer.content;
    const reduced = reduction > 1
      ? " Each pixel is the mean of " + reduction + " × " + reduction + " of the image." : "";
    return [
      element("p", {class: "hint"}, "Drag: window width and level. Shift-drag: move. Click, then"
        + " wheel: zoom. Double click: whole image." + reduced),
      element("details", {}, element("summary", {}, "Keys"),
        element("p", {}, "With the focus on an image: ", ...list)),
    ];
  }
}
