/** A new element; properties that are functions become listeners. */
function element(name, attributes = {}, ...children) {
  const out = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      out.addEventListener(key, value);
    } else if (value === true) {
      out.setAttribute(key, "");
    } else if (value !== false) {
      out.setAttribute(key, value);
    }
  }
  out.append(...children);
  return out;
}

/** The pixels of one layer in the colours of the moment. */
class Picture {
  constructor(width, height) {
    this.canvas = element("canvas", {width, height});
    this.context = this.canvas.getContext("2d");
    this.data = this.context.createImageData(width, height);
    this.pixels = new Uint32Array(this.data.data.buffer);
  }

  /** Shows what was painted into the pixels. */
  update() {
    this.context.putImageData(this.data, 0, 0);
  }
}

/**
 * A place on the page that shows one picture, or two with a divider between them, under the zoom
 * that all panels share: {zoom, x, y} with (x, y) the point of the image in the middle, from 0 to 1.
 */
class Panel {
  constructor(aspect) {
    this.aspect = aspect;
    this.canvas = element("canvas", {tabindex: "0", role: "img"});
    this.canvas.style.aspectRatio = String(aspect);
    this.name = element("b");
    this.note = element("span");
    this.low = element("span");
    this.high = element("span");
    this.ramp = element("i");
    this.bar = element("span", {class: "bar"}, this.low, this.ramp, this.high);
    this.reading = element("div", {class: "reading"});
    const head = element("div", {class: "head"}, this.name, this.note);
    this.root = element("figure", {class: "panel"}, this.canvas,
      element("figcaption", {}, head, this.bar, this.reading));
  }

  /** Sets what stands below. */
  caption(name, note, description) {
    this.name.textContent = name;
    this.note.textContent = note;
    this.canvas.setAttribute("aria-label", description);
  }

  /** Sets the legend of the colours. */
  legend(low, high, gradient) {
    this.low.textContent = low;
    this.high.textContent = high;
    this.ramp.style.background = gradient;
  }

  /** Takes over the size on the page; false where there is none. */
  resize() {
    const width = Math.round(this.canvas.clientWidth * (window.devicePixelRatio || 1));
    const height = Math.round(width / this.aspect);
    if (width > 0 && (this.canvas.width !== width || this.canvas.height !== height)) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    return width > 0;
  }

  /** Draws the pictures; of two the first left of the divider, which is a share of the width. */
  draw(pictures, view, smooth, divider) {
    if (!this.resize()) {
      return;
    }
    const {width, height} = this.canvas;
    const context = this.canvas.getContext("2d");
    const scaled = {width: width * view.zoom, height: height * view.zoom};
    context.imageSmoothingEnabled = smooth || scaled.width < pictures[0].canvas.width;
    context.imageSmoothingQuality = "high";
    context.fillStyle = "#000";
    context.fillRect(0, 0, width, height);
    const left = width / 2 - view.x * scaled.width;
    const top = height / 2 - view.y * scaled.height;
    pictures.forEach((picture, index) => {
      context.save();
      if (index > 0) {
        context.beginPath();
        context.rect(divider * width, 0, width, height);
        context.clip();
      }
      context.drawImage(picture.canvas, left, top, scaled.width, scaled.height);
      context.restore();
    });
    if (pictures.length > 1) {
      this.drawDivider(context, divider * width, height);
    }
  }

  drawDivider(context, at, height) {
    const unit = window.devicePixelRatio || 1;
    for (const [colour, wide] of [["#000", 4], ["#fff", 2]]) {
      context.strokeStyle = colour;
      context.lineWidth = wide * unit;
      context.beginPath();
      context.moveTo(at, 0);
      context.lineTo(at, height);
      context.stroke();
    }
    context.beginPath();
    context.arc(at, height / 2, 13 * unit, 0, 2 * Math.PI);
    context.fillStyle = "#fff";
    context.fill();
    context.lineWidth = 1.5 * unit;
    context.strokeStyle = "#000";
    context.stroke();
    for (const side of [-1, 1]) {
      context.beginPath();
      context.moveTo(at + side * 4 * unit, height / 2 - 4 * unit);
      context.lineTo(at + side * 8 * unit, height / 2);
      context.lineTo(at + side * 4 * unit, height / 2 + 4 * unit);
      context.stroke();
    }
  }

  /** The names of two pictures in the upper corners. */
  drawNames(left, right) {
    const unit = window.devicePixelRatio || 1;
    const context = this.canvas.getContext("2d");
    context.font = 13 * unit + "px system-ui, sans-serif";
    context.textBaseline = "top";
    const place = (text, x, align) => {
      context.textAlign = align;
      const wide = context.measureText(text).width + 10 * unit;
      context.fillStyle = "rgba(0,0,0,0.6)";
      context.fillRect(align === "left" ? x : x - wide, 8 * unit, wide, 22 * unit);
      context.fillStyle = "#fff";
      context.fillText(text, align === "left" ? x + 5 * unit : x - 5 * unit, 12 * unit);
    };
    place(left, 8 * unit, "left");
    place(right, this.canvas.width - 8 * unit, "right");
  }

  /** The point of the image, from 0 to 1, under a pointer. */
  point(event, view) {
    const box = this.canvas.getBoundingClientRect();
    return {
      x: view.x + ((event.clientX - box.left) / box.width - 0.5) / view.zoom,
      y: view.y + ((event.clientY - box.top) / box.height - 0.5) / view.zoom,
    };
  }
}
