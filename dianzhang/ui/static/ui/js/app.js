import "./shell.js";
import "./clock.js";
import "./peek.js";
import "./list.js";
import "./board.js";
import "./form.js";
import "./live.js";
import "./draft.js";
