/*
 * The build makes a program of its own of this file, since the library that it draws with is large: it is loaded when
 * something is to be drawn, and costs other commands nothing.
 */
export { drawCost } from './cost';
export { drawCurve, drawCurveFile } from './curve';
export { drawMap } from './map';
