/**
 * JupyterLab's plotly renderer draws an output once and ignores what update_display_data brings later. This
 * extension, loaded by JupyterLab as it is (no bundler), makes it redraw in place: the newest figure wins, at most
 * one drawing a frame, and the picture kept in the notebook file is renewed when the figure has come to rest.
 */
(() => {
  const MIME = "application/vnd.plotly.v1+json";
  const REST = 700;

  /** What is known of each renderer: the figure it shows, the one that waits, the timer of the kept picture. */
  const states = new WeakMap();

  async function draw(Plotly, renderer, state) {
    while (state.next !== undefined) {
      const { data, layout, frames, config } = state.next;
      state.next = undefined;
      await Plotly.react(renderer.node, data, { ...layout, height: layout.height || 360 }, config);
      if (frames) await Plotly.addFrames(renderer.node, frames);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }

  async function keepPicture(Plotly, node, model) {
    const { offsetWidth: width, offsetHeight: height } = node;
    if (width === 0 || height === 0) return;
    const url = await Plotly.toImage(node, { format: "png", width, height });
    model.setData({ data: { ...model.data, "image/png": url.split(",")[1] } });
  }

  function teach(RenderedPlotly) {
    const drawOnce = RenderedPlotly.prototype.renderModel;
    RenderedPlotly.prototype.renderModel = function (model) {
      const figure = model.data[MIME];
      const text = JSON.stringify(figure);
      const state = states.get(this) ?? {};
      states.set(this, state);
      const { Plotly } = RenderedPlotly;
      if (!Plotly || this.node.querySelector(".plot-container") === null) {
        state.text = text;
        return drawOnce.call(this, model);
      }
      // The renderer stores a picture in the output, which brings the same figure here once more.
      if (state.text === text) return Promise.resolve();
      state.text = text;
      state.next = JSON.parse(text);
      this._model = model;
      clearTimeout(state.picture);
      state.picture = setTimeout(() => {
        if (this.isVisible) keepPicture(Plotly, this.node, model).catch(console.error);
      }, REST);
      state.drawing ??= draw(Plotly, this, state).finally(() => {
        state.drawing = undefined;
      });
      return state.drawing;
    };
  }

  const modules = {
    "./follow": async () => {
      const plotly = window._JUPYTERLAB["jupyterlab-plotly"];
      if (plotly !== undefined) teach((await plotly.get("./mimeExtension"))().RenderedPlotly);
      return () => ({ __esModule: true, default: [] });
    },
  };

  window._JUPYTERLAB ??= {};
  window._JUPYTERLAB["descentlab-figures"] = { init() {}, get: (name) => modules[name]() };
})();
