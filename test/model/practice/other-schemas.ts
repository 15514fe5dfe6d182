/** Small databases in other naming styles than the sample company's. */

export const school = `
CREATE TABLE Teacher (teacherId INTEGER PRIMARY KEY, firstName TEXT NOT NULL, lastName TEXT NOT NULL, hiredAt TEXT NOT NULL);
CREATE TABLE Course (courseId INTEGER PRIMARY KEY, courseTitle TEXT NOT NULL, credits INTEGER NOT NULL, teacherId INTEGER REFERENCES Teacher (teacherId));
CREATE TABLE Student (studentId INTEGER PRIMARY KEY, firstName TEXT NOT NULL, lastName TEXT NOT NULL, birthDate TEXT, gender TEXT NOT NULL, homeCity TEXT NOT NULL, isActive BOOLEAN NOT NULL, enrolledAt TEXT NOT NULL);
CREATE TABLE CourseEnrollment (studentId INTEGER NOT NULL REFERENCES Student (studentId), courseId INTEGER NOT NULL REFERENCES Course (courseId), finalGrade REAL, registeredAt TEXT NOT NULL, PRIMARY KEY (studentId, courseId));
INSERT INTO Teacher VALUES (1, 'Ada', 'Byron', '2015-09-01'), (2, 'Omar', 'Khan', '2019-02-01'), (3, 'Lin', 'Wu', '2024-08-20');
INSERT INTO Course VALUES (1, 'Algebra', 6, 1), (2, 'History', 4, 2), (3, 'Chemistry', 5, 1), (4, 'Drawing', 2, NULL);
INSERT INTO Student VALUES
  (1, 'Sara', 'Ali', '2008-03-01', 'F', 'Oslo', 1, '2024-09-01'), (2, 'Ben', 'Cole', '2007-05-02', 'M', 'Bergen', 1, '2024-09-01'),
  (3, 'Mina', 'Rad', '2008-12-30', 'F', 'Oslo', 0, '2025-01-15'), (4, 'Tom', 'Hill', '2007-11-11', 'M', 'Oslo', 1, '2025-09-01'),
  (5, 'Eva', 'Berg', '2009-01-19', 'F', 'Bergen', 1, '2025-09-02');
INSERT INTO CourseEnrollment VALUES
  (1, 1, 5.5, '2025-01-10'), (1, 2, 4, '2025-01-11'), (2, 1, 3, '2025-01-10'), (2, 3, 4.5, '2025-02-01'),
  (3, 1, 6, '2025-03-05'), (4, 2, 2.5, '2025-10-01'), (4, 3, NULL, '2025-10-01');
`;

export const hospital = `
CREATE TABLE "الأقسام" ("رقم_القسم" INTEGER PRIMARY KEY, "اسم_القسم" TEXT NOT NULL);
CREATE TABLE "الأطباء" ("رقم_الطبيب" INTEGER PRIMARY KEY, "الاسم" TEXT NOT NULL, "التخصص" TEXT NOT NULL, "الراتب" REAL NOT NULL, "رقم_القسم" INTEGER NOT NULL REFERENCES "الأقسام" ("رقم_القسم"));
CREATE TABLE "المرضى" ("رقم_المريض" INTEGER PRIMARY KEY, "الاسم" TEXT NOT NULL, "المدينة" TEXT NOT NULL, "العمر" INTEGER NOT NULL);
CREATE TABLE "المواعيد" ("رقم_الموعد" INTEGER PRIMARY KEY, "رقم_المريض" INTEGER NOT NULL REFERENCES "المرضى" ("رقم_المريض"), "رقم_الطبيب" INTEGER NOT NULL REFERENCES "الأطباء" ("رقم_الطبيب"), "التاريخ" DATE NOT NULL, "الحالة" TEXT NOT NULL);
INSERT INTO "الأقسام" VALUES (1, 'القلب'), (2, 'الأطفال');
INSERT INTO "الأطباء" VALUES (1, 'سمير', 'جراحة', 5000, 1), (2, 'هالة', 'باطنية', 4200, 1), (3, 'نبيل', 'باطنية', 3900, 2);
INSERT INTO "المرضى" VALUES (1, 'علي', 'حلب', 40), (2, 'مها', 'حمص', 31), (3, 'زينب', 'حلب', 8), (4, 'كريم', 'دمشق', 67);
INSERT INTO "المواعيد" VALUES (1, 1, 1, '2026-10-03', 'مكتمل'), (2, 1, 2, '2026-10-20', 'ملغى'), (3, 2, 2, '2026-11-02', 'مكتمل'), (4, 3, 3, '2026-11-05', 'مكتمل'), (5, 3, 3, '2026-11-20', 'قادم');
`;

export const trade = `
CREATE TABLE tbl_shippers (shipper_no INTEGER PRIMARY KEY, company_name TEXT NOT NULL);
CREATE TABLE tbl_customers (customer_no TEXT PRIMARY KEY, company_name TEXT NOT NULL, country TEXT NOT NULL);
CREATE TABLE tbl_products (product_no INTEGER PRIMARY KEY, product_name TEXT NOT NULL, unit_price REAL NOT NULL, units_in_stock INTEGER NOT NULL, reorder_level INTEGER NOT NULL, discontinued BOOLEAN NOT NULL);
CREATE TABLE tbl_orders (order_no INTEGER PRIMARY KEY, customer_no TEXT NOT NULL REFERENCES tbl_customers (customer_no), order_date DATETIME NOT NULL, required_date DATETIME, shipped_date DATETIME, ship_via INTEGER REFERENCES tbl_shippers (shipper_no), freight REAL NOT NULL);
CREATE TABLE "order details" (order_no INTEGER NOT NULL REFERENCES tbl_orders (order_no), product_no INTEGER NOT NULL REFERENCES tbl_products (product_no), unit_price REAL NOT NULL, quantity INTEGER NOT NULL, discount REAL NOT NULL, PRIMARY KEY (order_no, product_no));
INSERT INTO tbl_shippers VALUES (1, 'Swift'), (2, 'Slow but sure');
INSERT INTO tbl_customers VALUES ('A1', 'Alfa', 'Norway'), ('B2', 'Beta', 'Spain'), ('C3', 'Gamma', 'Norway');
INSERT INTO tbl_products VALUES (1, 'Chai', 18, 39, 10, 0), (2, 'Chang', 19, 5, 25, 0), (3, 'Ikura', 31, 31, 0, 1);
INSERT INTO tbl_orders VALUES (10, 'A1', '2025-05-04 00:00:00', '2025-06-01 00:00:00', '2025-05-09 00:00:00', 1, 12.5), (11, 'B2', '2025-06-10 00:00:00', NULL, NULL, 2, 3), (12, 'A1', '2026-01-15 00:00:00', NULL, '2026-01-20 00:00:00', 2, 7.25);
INSERT INTO "order details" VALUES (10, 1, 18, 10, 0), (10, 2, 19, 2, 0.25), (11, 3, 31, 4, 0.1), (12, 1, 17, 5, 0);
`;
