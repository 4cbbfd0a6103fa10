// What client/build/lessons.ts makes of content/lessons: an outline of the course, and each lesson's data and prose.
declare module "virtual:course" {
  const course: import("./live.ts").Live<import("../../content/schema/lesson.ts").LessonOutline[]>;
  export default course;
}
