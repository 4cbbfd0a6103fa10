// What client/build/labs.ts makes of content/labs: an outline of all labs.
declare module "virtual:labs" {
  const labs: import("./live.ts").Live<import("../../content/schema/lab.ts").LabOutline[]>;
  export default labs;
}
