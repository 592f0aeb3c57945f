/** One viewer of the page: its state, its controls and its panels. */
class Viewer {
  constructor(root) {
    this.root = root;
    this.content = JSON.parse(root.querySelector('script[type="application/json"]').textContent);
    this.texts = [...root.querySelectorAll('script[type="text/plain"]')];
    this.cache = new Map();
    this.colours = {phase: colourTable(this.content.phase), heat: colourTable(this.content.heat)};
    this.image = Math.floor(this.content.numbers.length / 2);
    this.shows = "magnitude";
    this.mode = "side";
    this.smooth = false;
    this.dragMoves = false;
    this.divider = 0.5;
    this.view = {zoom: 1, x: 0.5, y: 0.5};
    [this.low, this.high] = this.content.window;
    this.layers = this.content.layers;
    const named = this.layers.filter((layer) => layer.gain === undefined);
    this.pair = named.length > 1 ? [named[1], named[0]] : [named[0], named[0]];
    this.comparable = named;
    this.single = this.layers[0];
    this.pictures = new Map();
    for (const layer of this.layers) {
      this.pictures.set(layer, new Picture(this.content.width, this.content.height));
    }
  }

  /** Unpacks one image and takes the place of the pictures. */
  async start() {
    await this.load(this.image);
    this.controls = new ViewerControls(this);
    this.panelRow = element("div", {class: "panels"});
    this.root.append(this.controls.root, this.panelRow, ...this.controls.help());
    this.root.classList.add("live");
    this.arrange();
    new ResizeObserver(() => this.draw()).observe(this.panelRow);
  }

  /** Unpacks the pixels of an image, once. */
  async load(image) {
    const {width, height} = this.content;
    const unpack = async (place, bytes) => {
      if (!this.cache.has(place)) {
        const text = this.texts[place].textContent.trim();
        this.cache.set(place, await unpackPixels(text, width, width * height, bytes));
      }
    };
    for (const layer of this.layers) {
      await unpack(layer.values[image], 2);
      if (layer.phases) {
        await unpack(layer.phases[image], 1);
      }
    }
  }

  values(layer) {
    return this.cache.get(layer.values[this.image]);
  }

  phases(layer) {
    return layer.phases ? this.cache.get(layer.phases[this.image]) : null;
  }

  /** What one step of the stored values of a layer means. */
  scale(layer) {
    return layer.largest[this.image] / 65535;
  }

  /** The largest value of the image shown. */
  largest() {
    const images = this.comparable.map((layer) => layer.largest[this.image]);
    return Math.max(...images, this.content.window[1]);
  }

  number() {
    return this.content.numbers[this.image];
  }

  /** Makes the panels that the mode needs. */
  arrange() {
    const {width, height, pixelAspect} = this.content;
    const aspect = width / (height * pixelAspect);
    const count = this.mode === "side" ? this.layers.length : 1;
    const rows = Math.ceil(count / (aspect > 1.3 ? 2 : 4));
    const widest = Math.min(count === 1 ? 56 : 36, (count === 1 ? 44 : 34) * aspect);
    this.panels = Array.from({length: count}, () => new Panel(aspect));
    this.panelRow.style.setProperty("--columns", Math.ceil(count / rows));
    this.panelRow.style.setProperty("--widest", widest + "rem");
    this.panelRow.replaceChildren(...this.panels.map((panel) => panel.root));
    this.panels.forEach((panel) => listenToGestures(panel, this));
    this.paint();
  }

  /** The layers that have a panel of their own. */
  shown() {
    return this.mode === "single" ? [this.single] : this.layers;
  }

  /** Paints all pictures anew and draws them. */
  paint() {
    this.layers.forEach((layer) => this.paintLayer(layer));
    this.controls.update();
    this.draw();
  }

  paintLayer(layer) {
    const picture = this.pictures.get(layer);
    const values = this.values(layer);
    const phases = this.phases(layer);
    const steps = (low, high) => windowSteps(low, high, this.scale(layer), 65536);
    if (layer.gain !== undefined) {
      paintValues(values, steps(0, this.high / layer.gain), this.colours.heat, picture.pixels);
    } else if (this.shows === "magnitude" || phases === null) {
      paintValues(values, steps(this.low, this.high), GREYS, picture.pixels);
    } else {
      const bright = this.shows === "both" ? steps(this.low, this.high) : null;
      paintPhases(phases, values, bright, this.colours.phase, picture.pixels);
    }
    picture.update();
  }

  /** Draws the panels; the pictures are as they were painted. */
  draw() {
    if (this.mode === "compare") {
      const panel = this.panels[0];
      panel.draw(this.pair.map((l) => this.pictures.get(l)), this.view, this.smooth, this.divider);
      panel.drawNames(this.pair[0].name, this.pair[1].name);
      this.describe(panel, this.pair[0].name + " | " + this.pair[1].name, "", this.pair[1]);
    } else {
      this.shown().forEach((layer, index) => {
        const panel = this.panels[index];
        panel.draw([this.pictures.get(layer)], this.view, this.smooth, 0);
        const gain = layer.gain === undefined ? "" : " × " + layer.gain;
        this.describe(panel, layer.name + gain, layer.note, layer);
      });
    }
    const isNoted = this.panels.some((panel) => panel.note.textContent !== "");
    this.panelRow.classList.toggle("noted", isNoted);
    for (const panel of this.panels) {
      panel.root.classList.toggle("zoomed", this.view.zoom > 1);
      panel.root.classList.toggle("moving", this.dragMoves);
    }
  }

  describe(panel, name, note, layer) {
    const which = this.content.count > 1 ? this.content.counted + " " + this.number() : "";
    const isPhase = this.shows !== "magnitude" && this.phases(layer) !== null;
    const what = layer.gain !== undefined ? "" : isPhase ? ", phase" : ", magnitude";
    const remarks = [which, note].filter((text) => text !== "").join(" · ");
    panel.caption(name, remarks, name + what + (which === "" ? "" : ", " + which));
    const ramp = (colours) => "linear-gradient(90deg," + Array.from({length: 17}, (_, i) => {
      const colour = colours[Math.round((i * 255) / 16)];
      return "rgb(" + (colour & 255) + "," + ((colour >> 8) & 255) + "," + ((colour >> 16) & 255)
        + ")";
    }).join(",") + ")";
    if (layer.gain !== undefined) {
      panel.legend("0", numberText(this.high / layer.gain), ramp(this.colours.heat));
    } else if (isPhase) {
      panel.legend("−π", "π", ramp(this.colours.phase));
    } else {
      panel.legend(numberText(this.low), numberText(this.high), ramp(GREYS));
    }
  }

  /** Shows the numbers at a point, from 0 to 1 along both axes; null for nowhere. */
  readAt(point) {
    const {width, height, reduction} = this.content;
    const inside = point && point.x >= 0 && point.x < 1 && point.y >= 0 && point.y < 1;
    const x = inside ? Math.floor(point.x * width) : 0;
    const y = inside ? Math.floor(point.y * height) : 0;
    const index = y * width + x;
    const reading = (layer) => {
      const value = numberText(this.values(layer)[index] * this.scale(layer));
      const phases = this.phases(layer);
      const angle = phases ? Math.round((phases[index] * 360) / 256 - 180) : 0;
      return value + (phases ? " ∠ " + String(angle).replace("-", "−") + "°" : "");
    };
    const place = "x " + x * reduction + ", y " + y * reduction + ": ";
    this.panels.forEach((panel, index_) => {
      const layers = this.mode === "compare" ? this.pair : [this.shown()[index_]];
      panel.reading.textContent = inside ? place + layers.map(reading).join(" | ") : "";
    });
  }

  /** Shows another image. */
  async setImage(image) {
    const wanted = Math.max(0, Math.min(this.content.numbers.length - 1, image));
    this.wanted = wanted;
    await this.load(wanted);
    if (this.wanted === wanted) {
      this.image = wanted;
      this.paint();
    }
  }

  /** Sets the window; an empty one becomes a narrow one. */
  setWindow(low, high) {
    if (!Number.isFinite(low) || !Number.isFinite(high)) {
      return;
    }
    this.low = low;
    this.high = Math.max(high, low + Math.max(1e-30, 1e-4 * this.largest()));
    this.paint();
  }

  setLevelAndWidth(level, width) {
    this.setWindow(level - width / 2, level + width / 2);
  }

  /** Drags: right for a wider window, down for a higher level, that is a darker image. */
  windowBy(right, down) {
    const range = this.content.window[1];
    const width = Math.max(1e-4 * range, this.high - this.low + 2 * right * range);
    this.setLevelAndWidth((this.low + this.high) / 2 + down * range, width);
  }

  /** The window that fits the first layer of the image shown. */
  autoWindow() {
    const layer = this.layers[0];
    const high = quantile(this.values(layer), 0.999) * this.scale(layer);
    this.setWindow(0, high > 0 ? high : 1);
  }

  resetWindow() {
    this.setWindow(...this.content.window);
  }

  /** Zooms so that a point of the image stays where it is. */
  zoomBy(factor, point = {x: this.view.x, y: this.view.y}) {
    const before = this.view.zoom;
    const zoom = Math.max(1, Math.min(64, before * factor));
    const share = before / zoom;
    this.view = {
      zoom,
      x: point.x + (this.view.x - point.x) * share,
      y: point.y + (this.view.y - point.y) * share,
    };
    this.moveBy(0, 0);
  }

  /** Moves the middle of the view, by shares of the image, as far as there is image. */
  moveBy(right, down) {
    const half = 0.5 / this.view.zoom;
    const limit = (value) => Math.max(half, Math.min(1 - half, value));
    this.view.x = limit(this.view.x + right);
    this.view.y = limit(this.view.y + down);
    this.controls.update();
    this.draw();
  }

  fit() {
    this.view = {zoom: 1, x: 0.5, y: 0.5};
    this.moveBy(0, 0);
  }

  setDivider(value) {
    this.divider = Math.max(0, Math.min(1, value));
    this.controls.update();
    this.draw();
  }

  isOnDivider(panel, event) {
    const box = panel.canvas.getBoundingClientRect();
    return this.mode === "compare"
      && Math.abs(event.clientX - box.left - this.divider * box.width) < 16;
  }

  /** A key on a panel; true if it means something here. */
  key(key) {
    const step = 0.1 / this.view.zoom;
    const range = this.content.window[1];
    const compares = this.mode === "compare";
    const actions = {
      "+": () => this.zoomBy(1.25),
      "=": () => this.zoomBy(1.25),
      "-": () => this.zoomBy(0.8),
      "0": () => this.fit(),
      "a": () => this.autoWindow(),
      "r": () => this.resetWindow(),
      "w": () => this.windowBy(0.025, 0),
      "s": () => this.windowBy(-0.025, 0),
      "e": () => this.setWindow(this.low - 0.05 * range, this.high - 0.05 * range),
      "d": () => this.setWindow(this.low + 0.05 * range, this.high + 0.05 * range),
      "[": () => this.setImage(this.image - 1),
      "]": () => this.setImage(this.image + 1),
    };
    if (this.view.zoom > 1) {
      actions.ArrowLeft = () => this.moveBy(-step, 0);
      actions.ArrowRight = () => this.moveBy(step, 0);
      actions.ArrowUp = () => this.moveBy(0, -step);
      actions.ArrowDown = () => this.moveBy(0, step);
    }
    if (compares) {
      actions[","] = () => this.setDivider(this.divider - 0.02);
      actions["."] = () => this.setDivider(this.divider + 0.02);
    }
    if (!(key in actions)) {
      return false;
    }
    actions[key]();
    return true;
  }
}

for (const root of document.querySelectorAll(".viewer")) {
  new Viewer(root).start().catch((error) => {
    root.append(element("p", {class: "hint"},
      "The pictures stay as they are: this browser can not unpack the pixels (" + error.message
        + ")."));
  });
}
