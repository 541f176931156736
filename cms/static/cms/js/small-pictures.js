// Makes a photo small before it is sent, in every field of the admin that takes pictures.
//
// It is drawn anew, upright, without what the camera wrote about place and device. A picture that
// is small and says nothing of the kind is left as it is, as is what this browser cannot read.
(() => {
  const { settings, words } = window.cmsConnection;
  const QUALITY = 0.85;
  // GIF may move; AVIF is small by itself.
  const REDRAWN = { "image/jpeg": "image/jpeg", "image/png": "image/webp", "image/webp": "image/webp" };
  // Where cameras write: Exif in JPEG and WebP, XMP in both.
  const TRACES = ["Exif\0", "EXIF", "http://ns.adobe.com/xap"];
  const pending = new WeakMap();

  const megabytes = (bytes) =>
    (bytes / 1e6).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });

  const hasTraces = async (file) => {
    const content = new TextDecoder("latin1").decode(await file.arrayBuffer());
    return TRACES.some((trace) => content.includes(trace));
  };

  const redrawn = async (file) => {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, settings.pictureSide / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const type = REDRAWN[file.type];
    const blob = await new Promise((done) => canvas.toBlob(done, type, QUALITY));
    // A browser that cannot write the type writes PNG.
    if (blob.type !== type) return file;
    const name = type === file.type ? file.name : file.name.replace(/\.\w+$/, ".webp");
    return new File([blob], name, { type });
  };

  const prepared = async (file) => {
    if (!(file.type in REDRAWN)) return file;
    const traces = await hasTraces(file);
    if (file.size <= settings.pictureBytes && !traces) return file;
    try {
      const small = await redrawn(file);
      return traces || small.size < file.size ? small : file;
    } catch (error) {
      // This browser cannot read the picture; the site says whether it can.
      if (error.name === "InvalidStateError" || error.name === "EncodingError") return file;
      throw error;
    }
  };

  // The line below the field that tells what happened to the file.
  const say = (input, text) => {
    let line = input.parentElement.querySelector(".phone-picture");
    if (!line) {
      line = document.createElement("p");
      line.className = "phone-picture help";
      line.setAttribute("role", "status");
      input.after(line);
    }
    line.textContent = text;
  };

  const report = (input, before, after) => {
    const sum = (files) => files.reduce((total, file) => total + file.size, 0);
    const text = after.some((file, index) => file !== before[index]) ? words.smaller : words.asItIs;
    say(
      input,
      text
        .replace("{before}", megabytes(sum(before)))
        .replace("{after}", megabytes(sum(after))),
    );
  };

  const prepare = async (input) => {
    const before = [...input.files];
    say(input, words.preparing);
    const after = await Promise.all(before.map(prepared));
    const transfer = new DataTransfer();
    after.forEach((file) => transfer.items.add(file));
    input.files = transfer.files;
    report(input, before, after);
  };

  const takesPictures = (node) =>
    node.matches?.("input[type=file]") &&
    [...node.files].some((file) => file.type.startsWith("image/"));

  let passing = false;
  document.addEventListener(
    "change",
    (event) => {
      if (passing || !takesPictures(event.target)) return;
      // Whoever listens, such as Wagtail's page for many pictures, gets the small ones.
      event.stopImmediatePropagation();
      const work = prepare(event.target).finally(() => {
        pending.delete(event.target.form);
        passing = true;
        event.target.dispatchEvent(new Event("change", { bubbles: true }));
        passing = false;
      });
      pending.set(event.target.form, work);
    },
    { capture: true },
  );

  // Whoever presses the button at once waits for the small picture.
  document.addEventListener(
    "submit",
    (event) => {
      const work = pending.get(event.target);
      if (!work) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const { target, submitter } = event;
      work.then(() => {
        submitter?.setAttribute("data-w-progress-loading-value", "false");
        requestAnimationFrame(() => target.requestSubmit(submitter));
      });
    },
    { capture: true },
  );
})();
