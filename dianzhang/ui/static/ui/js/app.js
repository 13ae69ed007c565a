import "./shell.js";
import "./clock.js";
import "./peek.js";
import "./list.js";
import "./form.js";
import "./draft.js";
